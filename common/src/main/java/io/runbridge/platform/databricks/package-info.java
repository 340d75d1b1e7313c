/** Azure Databricks jobs, workflows and pipelines through the workspace's REST API. */
package io.runbridge.platform.databricks;
