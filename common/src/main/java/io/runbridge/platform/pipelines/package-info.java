/** Pipelines and their runs, as Azure Synapse and Azure Data Factory both know them. */
package io.runbridge.platform.pipelines;
