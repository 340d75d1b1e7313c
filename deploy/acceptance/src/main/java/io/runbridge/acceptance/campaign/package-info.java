/** The campaign: starts everything, loads it, breaks it from a seed, and compares what came of it. */
package io.runbridge.acceptance.campaign;
