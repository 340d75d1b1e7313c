/** What Databricks Jobs and Databricks Pipelines have in common: errors and paging. */
package io.runbridge.simulator.databricks;
