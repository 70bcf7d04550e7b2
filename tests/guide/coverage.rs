//! What the guide promises to cover is there: every subject has its questions, by their ids.

use std::collections::BTreeSet;
use std::fmt::Write;

use libtest_mimic::{Failed, Trial};

use crate::{DOCUMENTS, fine_if_empty};

/// Subjects with the questions that answer them: five lists of ten, what is taken for granted, the
/// scenarios, and the thirty-six topics of the question bank in the order of its eleven parts.
const SUBJECTS: [(&str, &str); 49] = [
    (
        "core concepts",
        "core-cap core-pool-sizing core-optimistic-pessimistic core-index-internals \
         core-idempotent-api db-n-plus-one core-scale-up-or-out core-exactly-once \
         core-rest-graphql core-sharding",
    ),
    (
        "data structures and algorithms",
        "algo-lru-cache algo-hash-table algo-pair-sum algo-stack-queue algo-trie-prefix \
         algo-balanced-tree algo-sliding-window algo-heapify algo-cycle-detection algo-bfs-dfs",
    ),
    (
        "system design",
        "design-url-shortener design-news-feed design-rate-limiter design-distributed-cache \
         design-chat design-task-scheduler design-cdn design-search-engine \
         design-object-storage design-payments",
    ),
    (
        "coding and debugging",
        "code-flatten code-palindrome code-memory-leak code-async-errors code-unicode-reverse \
         code-monkey-patching code-slow-query code-debounce code-production-performance \
         code-deep-clone",
    ),
    (
        "behavioural",
        "beh-slow-system beh-decision-under-pressure beh-conflicting-stakeholders \
         beh-technical-debt beh-mentoring beh-limited-information beh-learn-quickly \
         beh-deadline beh-disagreement beh-vulnerability",
    ),
    (
        "fundamentals",
        "fnd-sql-or-nosql fnd-authentication-authorization api-status-codes \
         scn-junior-first-request",
    ),
    (
        "scenario: junior API developer",
        "scn-junior-first-request scn-junior-my-parcels scn-junior-report-loss \
         scn-junior-traceback",
    ),
    (
        "scenario: full-stack cart API",
        "scn-cart-design scn-cart-login scn-cart-performance",
    ),
    (
        "scenario: senior URL shortener",
        "scn-shortener-design scn-shortener-scale",
    ),
    (
        "scenario: DevOps troubleshooting",
        "scn-devops-504 scn-devops-502 scn-devops-latency",
    ),
    (
        "scenario: API platform security",
        "scn-platform-auth scn-platform-four-nines scn-platform-leak",
    ),
    (
        "scenario: data engineer",
        "scn-data-ingest scn-data-late scn-data-wrong",
    ),
    (
        "scenario: staff engineer",
        "scn-staff-plan scn-staff-incident scn-staff-no",
    ),
    (
        "1.1 a REST API",
        "api-accounts api-thousands-per-second api-cursor-pagination",
    ),
    (
        "1.2 asynchronous work",
        "svc-background-jobs svc-job-retries svc-queue-choice",
    ),
    (
        "1.3 microservices",
        "svc-decompose-shop svc-sync-or-async svc-saga db-outbox",
    ),
    ("1.4 monolith or services", "svc-monolith-first"),
    (
        "2.1 database performance",
        "db-slow-at-peak db-read-a-plan db-fixed-a-slow-database",
    ),
    (
        "2.2 caching",
        "cache-where cache-by-volatility cache-invalidation",
    ),
    (
        "2.3 concurrency",
        "conc-lost-update db-last-seat conc-diagnose-race",
    ),
    (
        "2.4 load balancing and autoscaling",
        "lb-algorithms lb-health-checks scale-autoscaling",
    ),
    (
        "3.1 authentication and sessions",
        "sec-login-flow sec-token-lifetime sec-sessions-or-tokens",
    ),
    (
        "3.2 encryption and a vulnerability",
        "sec-encryption sec-key-management sec-fixed-a-vulnerability",
    ),
    ("3.3 rate limiting and attacks", "sec-abuse-limits sec-ddos"),
    (
        "4.1 APIs for front ends",
        "api-frontend-friendly api-cors team-frontend-needs-change",
    ),
    (
        "4.2 agile work",
        "team-break-down-story team-estimate team-track-work team-requirements-change",
    ),
    ("4.3 CI/CD", "cd-pipeline cd-pipeline-trouble"),
    ("5.1 transactions", "db-order-transaction db-acid"),
    (
        "5.2 large data",
        "db-millions-of-rows db-partitioning db-fixed-a-slow-database",
    ),
    (
        "5.3 migrations",
        "db-expand-contract db-migration-tools db-backfill db-migration-goes-wrong",
    ),
    (
        "6.1 unit tests",
        "test-unit test-edge-cases test-caught-a-bug",
    ),
    (
        "6.2 integration and end-to-end tests",
        "test-integration test-third-party test-user-flow cd-pipeline",
    ),
    (
        "7.1 endpoints, methods, versions",
        "api-shop-endpoints api-method-semantics api-breaking-versions",
    ),
    (
        "7.2 real-time systems",
        "rt-sse-or-websocket rt-connection-state rt-websocket-auth",
    ),
    (
        "7.3 business rules",
        "rules-pricing-engine rules-library-or-service rules-propagation",
    ),
    (
        "7.4 splitting a monolith, discovery",
        "svc-extract-service svc-sync-or-async svc-discovery",
    ),
    (
        "8.1 scaling a busy API",
        "scale-slowing-api lb-session-state scale-limiter-algorithms",
    ),
    (
        "8.2 slow queries",
        "db-slow-at-peak db-index-strategy cache-query-results",
    ),
    (
        "8.3 several regions",
        "geo-replication geo-consistency geo-failover",
    ),
    ("8.4 sharding", "core-sharding shard-key shard-rebalance"),
    (
        "9.1 securing an API",
        "sec-sessions-or-tokens sec-authorization sec-injection sec-xss-csrf sec-ip-filtering",
    ),
    (
        "9.2 protecting data",
        "sec-password-storage sec-encryption sec-key-management",
    ),
    (
        "9.3 security logging",
        "sec-audit-log sec-secrets-in-logs sec-detection",
    ),
    (
        "10.1 front-end team",
        "team-agree-on-contract api-describe-contract api-for-react team-backend-broke-frontend",
    ),
    (
        "10.2 agile teams",
        "team-plan-sprint team-estimate team-requirements-change",
    ),
    (
        "10.3 deploying",
        "cd-pipeline cd-rollback cd-zero-downtime cd-feature-flags",
    ),
    (
        "11.1 finding bugs",
        "ops-intermittent-errors ops-hardest-bug ops-never-again",
    ),
    ("11.2 outages", "ops-outage-first-hour ops-outage-story"),
    (
        "11.3 failures of others",
        "ops-provider-down ops-safe-retries ops-circuit-breaker",
    ),
];

/// The trials of this file.
pub fn trials() -> Vec<Trial> {
    vec![Trial::test(
        "coverage::every_subject_has_its_questions",
        subjects,
    )]
}

fn subjects() -> Result<(), Failed> {
    let answered: BTreeSet<&str> = DOCUMENTS
        .questions()
        .filter(|(_, _, question)| question.is_answered())
        .map(|(_, _, question)| &*question.id.0)
        .collect();
    let mut report = String::new();
    for (subject, ids) in SUBJECTS {
        for id in ids.split_whitespace() {
            if !answered.contains(id) {
                let _ = writeln!(report, "{subject}: there is no answered question '{id}'");
            }
        }
    }
    fine_if_empty(report)
}
