package io.runbridge.simulator.pipelines;

import io.runbridge.simulator.http.Call;
import io.runbridge.simulator.life.Setting;
import io.runbridge.simulator.life.Settings;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Turns the body of {@code createRun} into the parameters of a run. Event loop only. */
final class RunParameters {

    private final Settings settings;

    RunParameters(Settings settings) {
        this.settings = settings;
    }

    /** What was sent, completed with defaults; refused with 400 where a value does not fit its declaration. */
    JsonObject resolve(Call call, PipelineDefinition pipeline) {
        JsonObject sent = call.json();
        JsonObject resolved = new JsonObject();
        for (Map.Entry<String, ParameterType> declared : pipeline.types().entrySet()) {
            String name = declared.getKey();
            if (sent.containsKey(name)) {
                resolved.put(name, fitting(call, name, declared.getValue(), sent.getValue(name)));
            } else if (pipeline.hasDefault(name)) {
                resolved.put(name, pipeline.defaultOf(name));
            } else {
                throw call.refuse(
                        400, "BadRequest", "The parameter '" + name + "' has no default and no value was given.");
            }
        }
        sent.fieldNames().stream().filter(name -> !resolved.containsKey(name)).forEach(name -> {
            refuseUndeclared(call, name);
            resolved.put(name, sent.getValue(name));
        });
        return resolved;
    }

    private static Object fitting(Call call, String name, ParameterType type, Object value) {
        if (!type.takes(value)) {
            throw call.refuse(
                    400,
                    "BadRequest",
                    "The value of parameter '" + name + "' does not have the declared type '" + type.word() + "'.");
        }
        return value;
    }

    private void refuseUndeclared(Call call, String name) {
        if (settings.flag(Setting.REFUSE_UNDECLARED)) {
            throw call.refuse(400, "BadRequest", "The pipeline has no parameter '" + name + "'.");
        }
    }
}
