/** Pipelines and their runs as Azure's services know them: what Synapse and Data Factory have in common. */
package io.runbridge.simulator.pipelines;
