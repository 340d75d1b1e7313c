/** The Databricks Jobs API 2.1 and 2.2. */
package io.runbridge.simulator.databricks.jobs;
