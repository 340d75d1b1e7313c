/** The Databricks Pipelines API 2.0. */
package io.runbridge.simulator.databricks.pipelines;
