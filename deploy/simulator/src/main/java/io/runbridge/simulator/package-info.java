/** A stand-in for Azure Synapse, Azure Databricks and Entra ID: the program and the embeddable server. */
package io.runbridge.simulator;
