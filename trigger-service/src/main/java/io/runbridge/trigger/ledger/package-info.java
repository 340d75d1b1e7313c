/** The ledger: one state machine per request, declared as a table, decided by pure rules, kept in one store per task. */
package io.runbridge.trigger.ledger;
