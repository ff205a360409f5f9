-- Intervals. Macros are created anew each time a store is opened.

-- Wilson's score interval for a proportion of successes out of n, at 95 % (z = 1.96).
-- Source: Wilson (1927), J. Am. Stat. Assoc. 22, 209-212.
create or replace macro wilson_low(successes, n) as
    case
        when n > 0
            then greatest(0, (successes + 1.9208 - 1.96 * sqrt(
                successes * (n - successes)::double / n + 0.9604
            )) / (n + 3.8416))
    end;

create or replace macro wilson_high(successes, n) as
    case
        when n > 0
            then least(1, (successes + 1.9208 + 1.96 * sqrt(
                successes * (n - successes)::double / n + 0.9604
            )) / (n + 3.8416))
    end;

-- Net promoter score, -100 to 100.
create or replace macro nps(promoters, detractors, n) as
    case when n > 0 then 100.0 * (promoters - detractors) / n end;

-- The adjusted-Wald interval of an NPS: 3/4 of an answer is added to promoters and detractors,
-- 3/2 to the rest, three answers in all; the interval is centred on the adjusted score.
-- Source: Sauro & Lewis, MeasuringU, "Confidence intervals for the net promoter score" (2021).
create or replace macro nps_centre(promoters, detractors, n) as
    100.0 * (promoters - detractors) / (n + 3);

create or replace macro nps_margin(promoters, detractors, n) as
    196.0 * sqrt(
        greatest(
            (promoters + detractors + 1.5) / (n + 3)
            - pow((promoters - detractors)::double / (n + 3), 2), 0
        ) / (n + 3)
    );

create or replace macro nps_low(promoters, detractors, n) as
    case
        when n > 0
            then greatest(
                -100, nps_centre(promoters, detractors, n) - nps_margin(promoters, detractors, n)
            )
    end;

create or replace macro nps_high(promoters, detractors, n) as
    case
        when n > 0
            then least(
                100, nps_centre(promoters, detractors, n) + nps_margin(promoters, detractors, n)
            )
    end;

-- The chance of at most so many successes out of n, exactly; the sum runs over the successes.
create or replace macro binomial_at_most(successes, n, rate) as
    least(1.0, list_sum(list_transform(
        range(0, cast(successes as bigint) + 1),
        lambda k: exp(
            lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
            + k * ln(greatest(rate, 1e-12)) + (n - k) * ln(greatest(1 - rate, 1e-12))
        )
    )));

-- Whether so few (so many) successes out of n would be seen less often than beyond 2 or 3 standard
-- deviations of a normal. Exact up to 50: with 6 answers, 3 sd by the normal would not be rare.
create or replace macro is_low_share(successes, n, rate, deviations) as
    case
        when n <= 50
            then
                binomial_at_most(successes, n, rate)
                < case deviations when 3 then 0.00135 else 0.02275 end
        else successes < n * rate - deviations * sqrt(n * rate * (1 - rate))
    end;

create or replace macro is_high_share(successes, n, rate, deviations) as
    is_low_share(n - successes, n, 1 - rate, deviations);

-- The share below which is_low_share(..., 3) holds.
create or replace macro low_limit(n, rate) as
    case
        when n <= 50
            then greatest(0.0, (
                list_count(list_filter(
                    range(0, cast(n as bigint) + 1),
                    lambda k: is_low_share(k, n, rate, 3)
                )) - 0.5
            ) / n)
        else greatest(0.0, rate - 3 * sqrt(rate * (1 - rate) / n))
    end;
