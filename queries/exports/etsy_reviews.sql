-- Etsy reviews, from the account's data.
--
-- Kind:      satisfaction
-- Vendor:    etsy
-- Signature: star_rating, date_reviewed, order_id
-- Needs:     star_rating, date_reviewed
-- May have:  reviewer, message, order_id
-- Fields:    date = date_reviewed, score = star_rating, comment = message, customer_name = reviewer
-- Grain:     one review
-- Quirks:    A JSON list. Days are written month first and have no time. The reviewer is a name to
--            show; the order is the one of the sold items. Most reviews have no words.

with review as (

    select
        *,
        read_moment("date_reviewed", false) as responded_at,
        read_score("star_rating").score as stars,
        nullif(trim("message"), '') as remark
    from export_file

)

select
    review.row_number,
    review.responded_at,
    null::varchar as vendor_customer_id,
    review."reviewer" as customer_name,
    null::varchar as email,
    null::varchar as phone,
    null::varchar as card,
    'Star rating' as question,
    'overall' as touchpoint,
    case when review.stars is null then 'comment' else 'stars' end as metric,
    review.stars::decimal(6, 2) as score,
    review.remark as comment,
    null::varchar as staff,
    null::varchar as location,
    null::varchar as currency,
    null::varchar as time_zone,
    concat_ws('|', review."order_id", review."date_reviewed", review."reviewer") as row_id,
    case
        when review.responded_at is null
            then unusable_cell('unreadable_date', null, review."date_reviewed")
        when review.stars is null and review."star_rating" is not null
            then unusable_cell('no_score', 'Star rating', review."star_rating")
        when review.stars is null and review.remark is null
            then rejection('empty_review', null)
        when not score_fits(review.stars, 1, 5)
            then unusable_cell_for('score_outside', 'Star rating', review."star_rating", '1-5')
    end as reason
from review
