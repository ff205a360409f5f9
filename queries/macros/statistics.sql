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

-- The difference of two proportions, successes out of n less others out of m, at 95 %: Wilson's
-- intervals of both, combined.
-- Source: Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.
create or replace macro difference_low(successes, n, others, m) as
    case
        when n > 0 and m > 0
            then successes::double / n - others::double / m - sqrt(
                pow(successes::double / n - wilson_low(successes, n), 2)
                + pow(wilson_high(others, m) - others::double / m, 2)
            )
    end;

create or replace macro difference_high(successes, n, others, m) as
    -difference_low(others, m, successes, n);

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

-- How good an answer is, 0 to 1, on its own metric's scale; score_of turns a mean of it into what
-- people know: NPS in points, CSAT as the share of 4 and 5, stars and effort on their own scale.
create or replace macro goodness_of(metric, score) as
    case metric
        when 'nps' then case when score >= 9 then 1.0 when score >= 7 then 0.5 else 0.0 end
        when 'csat' then case when score >= 4 then 1.0 else 0.0 end
        when 'ces' then (score - 1) / 6.0
        else (score - 1) / 4.0
    end;

create or replace macro score_of(metric, goodness) as
    case metric
        when 'nps' then 200.0 * goodness - 100
        when 'csat' then goodness
        when 'ces' then 1 + 6.0 * goodness
        else 1 + 4.0 * goodness
    end;

create or replace macro entropy_part(seen, expected) as
    case when seen > 0 then seen * ln(seen / expected) else 0.0 end;

-- How many standard deviations lie between the successes among n and those among the others: the signed
-- root of the likelihood ratio.
-- Source: Kulldorff (1997), Communications in Statistics 26, 1481-1496, equation for the Bernoulli model.
create or replace macro root_difference(successes, n, all_successes, all_n) as
    sign(successes * all_n - all_successes * n) * sqrt(2 * greatest(
        0.0,
        entropy_part(successes, n * all_successes / all_n)
        + entropy_part(n - successes, n * (1 - all_successes / all_n))
        + entropy_part(all_successes - successes, (all_n - n) * all_successes / all_n)
        + entropy_part(
            all_n - n - all_successes + successes, (all_n - n) * (1 - all_successes / all_n)
        )
    ));

-- The share that lies so many standard deviations off a rate, for n answers.
-- Source: Anscombe (1948), Biometrika 35, 246-254.
create or replace macro arcsine_limit(n, rate, deviations) as
    greatest(0.0, least(1.0, (
        pow(sin(greatest(0.0, least(
            pi() / 2, asin(sqrt(rate)) + deviations / (2 * sqrt(n + 0.5))
        ))), 2) * (n + 0.75) - 0.375
    ) / n));

-- Beyond how many standard deviations a run of weeks is no wobble (facts.signal_week), by how many of the
-- rarer answer a week brings. With few there are fewer runs that could be that rare by chance.
-- Source: simulation (bench/satisfaction.py): 2 to 5 of 100 quiet years are flagged.
create or replace macro signal_limit(rarer_a_week) as
    greatest(3.3, 3.85 - 0.1 / greatest(rarer_a_week, 0.01));

-- Student's t at 95 %, for n - 1 degrees of freedom; from 5 answers on it is right to 0.001.
-- Source: Abramowitz & Stegun (1964), 26.7.5.
create or replace macro student_t(n) as
    1.959964 + 2.372272 / (n - 1) + 2.822511 / pow(n - 1, 2) + 2.555868 / pow(n - 1, 3)
    + 1.589536 / pow(n - 1, 4);

-- Half the width of a mean's 95 % interval, from the sums of n values and of their squares.
create or replace macro mean_margin(n, total, square_total) as
    case
        when n > 1
            then student_t(n) * sqrt(
                greatest(0, square_total - total * total / n) / (n - 1) / n
            )
    end;
