/** What a scenario takes place on: broker, registry, simulator, services and peers as processes, and what they use. */
package io.runbridge.benchmark.stage;
