package io.runbridge.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.runbridge.platform.PlatformType;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CloudTest {

    @ParameterizedTest
    @CsvSource({
        "PUBLIC, https://login.microsoftonline.com/, https://dev.azuresynapse.net/.default,"
                + " https://management.core.windows.net//.default, web.azuresynapse.net, https://management.azure.com/.default",
        "US_GOVERNMENT, https://login.microsoftonline.us/, https://dev.azuresynapse.usgovcloudapi.net/.default,"
                + " https://management.core.usgovcloudapi.net//.default, web.azuresynapse.usgovcloudapi.net,"
                + " https://management.usgovcloudapi.net/.default",
        "CHINA, https://login.chinacloudapi.cn/, https://dev.azuresynapse.azure.cn/.default,"
                + " https://management.core.chinacloudapi.cn//.default, web.azuresynapse.azure.cn,"
                + " https://management.chinacloudapi.cn/.default"
    })
    void shouldKnowTheCloudsAddresses(
            Cloud cloud, URI authority, String synapse, String management, String studio, String factory) {
        assertThat(cloud.authorityHost()).isEqualTo(authority);
        assertThat(cloud.scope(PlatformType.SYNAPSE)).isEqualTo(synapse);
        assertThat(cloud.scope(PlatformType.DATA_FACTORY)).isEqualTo(factory);
        assertThat(cloud.managementScope()).isEqualTo(management);
        assertThat(cloud.studioHost()).isEqualTo(studio);
    }

    @ParameterizedTest
    @EnumSource
    void shouldKnowDatabricksAsOneApplicationInEveryCloud(Cloud cloud) {
        assertThat(cloud.scope(PlatformType.DATABRICKS)).isEqualTo("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default");
    }
}
