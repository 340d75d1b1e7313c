/** The control API under /_simulator: behaviour, faults, switches, definitions and the oracle. */
package io.runbridge.simulator.control;
