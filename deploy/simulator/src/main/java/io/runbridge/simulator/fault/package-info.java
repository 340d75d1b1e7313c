/** Faults that are laid over operations, and the counting of calls. */
package io.runbridge.simulator.fault;
