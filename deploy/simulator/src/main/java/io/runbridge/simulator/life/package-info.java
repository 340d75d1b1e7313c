/** The life of a run as a function of time, how it is set to go, and the simulator's switches. */
package io.runbridge.simulator.life;
