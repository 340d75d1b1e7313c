package io.runbridge.config;

import io.runbridge.config.AuthConfig.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of a workload identity that its surroundings give under names of their own; a setting that is given goes first.
 * Pure, any thread. Fact: variables that Azure Workload Identity's webhook puts into pods (azure-workload-identity.io,
 * Mutating Admission Webhook).
 */
final class WorkloadVariables {

    private static final String METHOD = "runbridge.platforms.*.auth.method";

    private static final Map<String, String> BY_KEY = Map.of(
            "tenant-id", "AZURE_TENANT_ID",
            "client-id", "AZURE_CLIENT_ID",
            "token-file", "AZURE_FEDERATED_TOKEN_FILE");

    private WorkloadVariables() {}

    /** The variable that a method reads a setting below {@code auth} from, if it reads any. */
    static Optional<String> of(Method method, String key) {
        return Optional.ofNullable(BY_KEY.get(key)).filter(variable -> method == Method.WORKLOAD_IDENTITY);
    }

    /** Adds what is missing at every platform with a workload identity. */
    static void fill(GivenSettings given, Map<String, String> environment) {
        for (GivenSetting setting : List.copyOf(given.byKey().values())) {
            boolean workload = setting.name().pattern().text().equals(METHOD)
                    && ValueTypes.parse(setting.value(), Method.class)
                            .filter(method -> method == Method.WORKLOAD_IDENTITY)
                            .isPresent();
            if (workload) {
                String method = setting.name().key();
                String root = method.substring(0, method.length() - "method".length());
                BY_KEY.forEach((key, variable) -> Optional.ofNullable(environment.get(variable))
                        .ifPresent(value -> given.addMissing(root + key, value, "environment")));
            }
        }
    }
}
