/** The Azure Synapse data plane, api-version 2020-12-01. */
package io.runbridge.simulator.synapse;
