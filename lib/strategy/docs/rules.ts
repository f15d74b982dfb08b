import type { FindingDocs } from '../../findings';

/** Findings about the sense: every field is well-formed, but the release would not do what it says. */
export const RULE_FINDINGS = {
  'zero-hold': {
    title: 'The duration is zero',
    why: 'A hold, a window, a timeout or a test that lasts no time does nothing.',
    fix: 'Write how long it lasts, or leave the field out.',
  },
  'weight-order': {
    title: 'The weight does not rise',
    why: 'A canary gives the new version more at each step. Falling weights are an abort, which a guard starts, not a step.',
    fix: 'Write a weight above that of the step before; leave `weight` out to stay where you are.',
  },
  'step-at-full-weight': {
    title: 'A step gives the new version everything',
    why: '100 % is the promotion, which follows the last step by itself. To watch the new version there, `bake`.',
    fix: 'Leave the step out, and write its hold as `bake`.',
  },
  'empty-step': {
    title: 'The step does nothing',
    why: 'A step changes the traffic, holds, checks or waits for an approval.',
    fix: 'Say what the step does, for example `hold: 10m`, or leave it out.',
  },
  'step-without-hold': {
    title: 'The step ends at once',
    why: 'The next change of traffic follows immediately, so that nothing is seen at this step.',
    fix: 'Add `hold`, `checks` or `approve`, or leave the step out.',
  },
  'canary-without-traffic': {
    title: 'No step of the canary gives the new version traffic',
    why: 'All requests would move at once at the end: that is blue/green with a preview.',
    fix: 'Give a step a `weight`, a `mirror` or an `audience`, or write `kind: blueGreen` with a `preview`.',
  },
  'too-many-steps': {
    title: 'There are too many steps',
    why: 'A linear release of more than 100 steps has a step below 1 %, which no platform takes.',
    fix: 'Write a `step` of at least 1 %.',
  },
  'zero-share': {
    title: 'The share is zero',
    why: 'Nothing would reach the new version.',
    fix: 'Write a share above 0.',
  },
  'full-share': {
    title: 'The share is everything',
    why: 'Nothing would be left for the stable version: there is nothing to step through or to compare with.',
    fix: 'Write a share below 100 %, or use `blueGreen`.',
  },
  'guard-window-too-long': {
    title: "The guard's window is longer than every hold",
    why: 'A reading looks back over `over`. When no hold is as long, every reading mixes in the time before, and a bad version is diluted or missed.',
    fix: "Shorten the guard's `over`, or lengthen a hold or the `bake`.",
  },
  'guard-gap': {
    title: 'The guard does not look at all of the time',
    why: '`every` is longer than `over`, so that there is time between two windows at which no reading looks.',
    fix: 'Write an `every` of at most `over`.',
  },
  'guard-unwatched': {
    title: 'The guards have no time to watch',
    why: 'The release ends as soon as the new version gets the requests; no reading can abort it any more.',
    fix: 'Write a `bake`, for example `bake: 10m`.',
  },
  'guard-never-fires': {
    title: 'The guard can never abort',
    why: 'No measurement can be beyond this limit.',
    fix: 'Write the limit that you mean, or leave the guard out.',
  },
  'guard-always-fires': {
    title: 'The guard aborts every release',
    why: 'Every measurement is beyond this limit.',
    fix: 'Write the limit that you mean.',
  },
  'guard-without-tolerance': {
    title: 'One failed request aborts',
    why: 'Users send broken requests and connections end early: a healthy version is aborted for one of them.',
    fix: 'Write a limit above the usual error rate, or raise `failures` or `minRequests`.',
  },
  'guard-below-normal': {
    title: 'The guard aborts a healthy version',
    why: 'Its limit is within what `traffic` says is normal.',
    fix: 'Write a limit well above the normal value, or correct `traffic`.',
  },
  'duplicate-guard': {
    title: 'Two guards are the same',
    why: 'They have one name, or measure and compare the same thing without names; one of them is a mistake.',
    fix: 'Leave one out, or give each its own `name`.',
  },
  'comparison-impossible': {
    title: 'There is no stable version to compare with',
    why: 'After a recreate or a blue/green switch the stable version gets no requests, so that it has no error rate or response time of its own at that time.',
    fix: 'Write an absolute limit (`max`), or use a canary, a linear or a rolling release, in which both versions answer.',
  },
  'empty-query': {
    title: 'The custom guard asks no backend',
    why: 'Without a query there is nothing to measure.',
    fix: 'Write the query for at least one of `prometheus`, `cloudwatch` and `datadog`.',
  },
  'unknown-placeholder': {
    title: 'The query has an unknown placeholder',
    why: 'It would be sent to the backend as it is, which answers with nothing or with an error.',
    fix: 'Write `{{service}}`, `{{stable}}`, `{{canary}}` or `{{window}}`.',
  },
  'duplicate-check': {
    title: 'Two checks are the same',
    why: 'One list holds a check twice, or two different checks have one name.',
    fix: 'Leave one out, or give each its own `name`.',
  },
  'zero-latency': {
    title: 'The response time is zero',
    why: 'No answer is that fast.',
    fix: 'Write a response time above 0.',
  },
  'limit-after-timeout': {
    title: 'The check ends before its limit',
    why: '`within` is longer than the `timeout` of the check, so that it says nothing.',
    fix: 'Write a `within` below the `timeout` (default `1m`), or a longer `timeout`.',
  },
  'body-of-head': {
    title: 'A HEAD request has no body',
    why: 'The check looks for text in a body that never comes, and always fails.',
    fix: 'Write `method: GET`, or leave `body` out.',
  },
  'surge-and-unavailable-zero': {
    title: 'The rolling release cannot make progress',
    why: 'No copy may be added and none may be missing, so that none can be replaced.',
    fix: 'Write a `surge` above 0, for example `25%`, or an `unavailable` above 0.',
  },
  'empty-list': {
    title: 'The list is empty',
    why: 'It says that something is watched or checked, and nothing is.',
    fix: 'Add an entry, or leave the field out.',
  },
  'empty-audience': {
    title: 'The audience is empty',
    why: 'Nobody would get the new version.',
    fix: 'Name an audience, or leave the field out.',
  },
  'empty-text': {
    title: 'The text is empty',
    why: 'Empty text names nothing and asks nothing.',
    fix: 'Write the text, or leave the entry out.',
  },
  'header-name': {
    title: 'The name is not one of HTTP',
    why: 'Names of headers and cookies take letters, digits and `-_.~` and a few signs more, but no spaces, colons or brackets (RFC 9110, 5.6.2).',
    fix: 'Correct the name, for example `x-beta`.',
  },
  'header-value': {
    title: 'The value has control characters',
    why: 'A line break in the value of a header ends the header: proxies refuse such requests.',
    fix: 'Write the value on one line.',
  },
  'regular-expression': {
    title: 'The regular expression is wrong',
    why: 'It does not compile, so that no request can match it.',
    fix: 'Mend the expression at the place that the finding names; use `equals` or `prefix` for plain text.',
  },
  'duplicate-acceptance': {
    title: 'A finding is accepted twice',
    why: 'One of the two reasons would be lost.',
    fix: 'Keep one entry for each id.',
  },
} as const satisfies FindingDocs;
