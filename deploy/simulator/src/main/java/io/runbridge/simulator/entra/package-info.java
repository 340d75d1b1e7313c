/** Token endpoints of Entra ID and Databricks OAuth, and the check of bearer tokens. */
package io.runbridge.simulator.entra;
