/** Azure Data Factory behind Azure Resource Manager, api-version 2018-06-01. */
package io.runbridge.simulator.datafactory;
