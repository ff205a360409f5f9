-- Google Business Profile reviews.
--
-- Kind:      satisfaction
-- Vendor:    google_reviews
-- Signature: reviewId, starRating, createTime
-- Needs:     starRating, createTime
-- May have:  reviewId, name, comment, reviewer.displayName, reviewer.isAnonymous,
--            reviewer.profilePhotoUrl, updateTime, reviewReply.comment, reviewReply.updateTime
-- Fields:    date = createTime, score = starRating, comment = comment,
--            customer_name = reviewer.displayName
-- Grain:     one review
-- Quirks:    JSON, with its inner fields read as columns. Stars are words, ONE to FIVE. A review in
--            another language holds its translation by Google too: only the original is kept. A
--            reviewer has a name to show and no address. The shop's replies are no comments.
--            Times are of UTC. The same review edited keeps its id and its first time.

with review as (

    select
        *,
        read_at("createTime", $day_first, 'UTC', $time_zone) as responded_at,
        read_score(nullif("starRating", 'STAR_RATING_UNSPECIFIED')).score as stars,
        review_as_written("comment") as remark,
        coalesce("reviewId", "name") as review_id
    from (
        select
            * exclude (
                "reviewer.profilePhotoUrl", "updateTime", "reviewReply.comment",
                "reviewReply.updateTime"
            )
        from export_file
    ) as export_file

)

select
    review.row_number,
    review.responded_at,
    null::varchar as vendor_customer_id,
    case
        when
            coalesce(lower(review."reviewer.isAnonymous"), 'false') != 'true'
            and review."reviewer.displayName" != 'A Google user'
            then review."reviewer.displayName"
    end as customer_name,
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
    coalesce(
        review.review_id,
        concat_ws('|', review."createTime", review."reviewer.displayName", review."comment")
    ) as row_id,
    case
        when review.responded_at is null
            then unusable_cell('unreadable_time', null, review."createTime")
        when review.stars is null and review.remark is null
            then rejection('empty_review', null)
        when not score_fits(review.stars, 1, 5)
            then unusable_cell_for('score_outside', 'Star rating', review."starRating", '1-5')
    end as reason
from review
