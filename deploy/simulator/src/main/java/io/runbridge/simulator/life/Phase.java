package io.runbridge.simulator.life;

/**
 * One state a run passes before it ends.
 *
 * @param word the platform's word
 * @param share its part of the whole duration, in relation to the shares of the other phases
 */
public record Phase(String word, int share) {}
