/** Token endpoints of Entra ID, Databricks OAuth and hosts with an identity, and the check of tokens. */
package io.runbridge.simulator.entra;
