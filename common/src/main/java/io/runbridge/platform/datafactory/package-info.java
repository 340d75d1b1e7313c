/** Azure Data Factory pipelines through Azure Resource Manager. */
package io.runbridge.platform.datafactory;
