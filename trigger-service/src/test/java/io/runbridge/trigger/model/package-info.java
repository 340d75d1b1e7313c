/**
 * A model of the start protocol, explored exhaustively: every interleaving of ledger tasks, doubt task, calls and faults.
 *
 * <p>Its decisions are those of production: {@link io.runbridge.trigger.ledger.RealRules} calls the rules of the ledger
 * with their transition table, {@link io.runbridge.trigger.doubt.RealSettlement} those of the doubt task. What the model
 * adds is what surrounds them: a transaction's working and committed state, claims read back, calls that land late or
 * lose their answer, incarnations, take-overs, barriers and echoes.
 *
 * <p>Abstractions. Time is causal: a doubt has reached its settle time when no call of its attempt, or of an attempt that
 * came into doubt before it, can still land; a take-over comes after the lease, which the real lease confirms. A look
 * lists all runs at one moment. The doubt task's transactions are atomic. A cancel call and its answer are one step.
 *
 * <p>Left out: admission and a cancel before its request, slots and pacing, misplaced keys, starts that land after the
 * settle time, runs that others start, operators' decisions, times of runs ({@code spentOn}, so that a spent doubt holds
 * back more than it must) and Kafka itself: what is committed is taken for atomic, and a claim read for committed.
 */
package io.runbridge.trigger.model;
