/** The peers as processes on a stage: how each is started, and with what. */
package io.runbridge.benchmark.rival;
