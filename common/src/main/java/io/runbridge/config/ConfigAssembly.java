package io.runbridge.config;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Makes the configuration from what was given and finds everything that is wrong with it in one go: a value that cannot
 * be read is reported and left out, a required one that is missing is reported and stood in for, so that the rules
 * behind still get to look at the rest. One thread.
 */
final class ConfigAssembly {

    private static final int ABOVE_BUILT_IN = 1000;

    private final SortedMap<String, GivenSetting> given;
    private final Problems problems;

    ConfigAssembly(SortedMap<String, GivenSetting> given, Problems problems) {
        this.given = given;
        this.problems = problems;
    }

    /** @throws ConfigurationException with every problem */
    RunbridgeConfig assemble() {
        Map<String, String> usable = readable();
        standInForMissing(usable);
        RunbridgeConfig config = map(usable);
        ConfigRules.ALL.forEach(rule -> rule.check(config, this::report));
        problems.throwIfAny();
        return config;
    }

    /** Every setting in force. */
    List<Setting> effective() {
        SortedMap<String, Setting> settings = new TreeMap<>();
        for (SettingName name : fixedNames()) {
            name.pattern()
                    .defaultValue()
                    .ifPresent(value -> settings.put(name.key(), new Setting(name.key(), value, "default")));
        }
        given.forEach((key, setting) -> settings.put(key, new Setting(key, setting.shown(), setting.source())));
        return List.copyOf(settings.values());
    }

    private Map<String, String> readable() {
        Map<String, String> usable = new TreeMap<>();
        for (GivenSetting setting : given.values()) {
            Class<?> type = setting.name().pattern().type();
            if (ValueTypes.parse(setting.value(), type).isPresent()) {
                usable.put(setting.name().quotedKey(), setting.value());
            } else {
                problems.add(setting.name().key(), setting.shown(), ValueTypes.rule(type));
            }
        }
        return usable;
    }

    private void standInForMissing(Map<String, String> usable) {
        for (SettingName name : fixedNames()) {
            if (name.pattern().required() && !usable.containsKey(name.quotedKey())) {
                problems.add(
                        name.key(),
                        "",
                        "is required and " + ValueTypes.rule(name.pattern().type()));
                usable.put(name.quotedKey(), standIn(name.pattern().type()));
            }
        }
    }

    private static String standIn(Class<?> type) {
        if (type.isEnum()) {
            return ((Enum<?>) type.getEnumConstants()[0]).name();
        }
        return type == URI.class ? "http://missing.invalid" : "1";
    }

    /** All settings without a free part, once for each platform or vault where they belong to one. */
    private List<SettingName> fixedNames() {
        Map<String, Set<String>> members = new HashMap<>();
        for (GivenSetting setting : given.values()) {
            setting.name().pattern().group().ifPresent(group -> members.computeIfAbsent(group, g -> new TreeSet<>())
                    .add(setting.name().names().get(0)));
        }
        List<SettingName> names = new ArrayList<>();
        for (SettingPattern pattern : SettingTable.ALL) {
            Optional<String> group = pattern.group();
            if (group.isPresent() && !pattern.open()) {
                members.getOrDefault(group.get(), Set.of())
                        .forEach(member -> names.add(new SettingName(pattern, List.of(member))));
            } else if (!pattern.open()) {
                names.add(new SettingName(pattern, List.of()));
            }
        }
        return names;
    }

    private RunbridgeConfig map(Map<String, String> usable) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(usable, "runbridge", 100))
                .withValidator(new ConstraintReport(this::report))
                .withMapping(RunbridgeConfig.class);
        SettingTable.ALL.stream().map(SettingPattern::type).distinct().forEach(type -> convert(builder, type));
        SmallRyeConfig config = builder.build();
        return config.getConfigMapping(RunbridgeConfig.class);
    }

    /** SmallRye shows an optional setting that is not there as an empty text and wants null for it. */
    private static <T> void convert(SmallRyeConfigBuilder builder, Class<T> type) {
        Converter<T> converter =
                text -> text.isEmpty() ? null : ValueTypes.parse(text, type).orElseThrow();
        builder.withConverter(type, ABOVE_BUILT_IN, converter);
    }

    private void report(Violation violation) {
        if (violation.dependsOn().stream().noneMatch(problems::has)) {
            String shown = Optional.ofNullable(given.get(violation.key()))
                    .map(GivenSetting::shown)
                    .orElse("");
            problems.add(violation.key(), shown, violation.rule());
        }
    }
}
