package io.runbridge.config;

import io.smallrye.config.ConfigMappingInterface.LeafProperty;
import io.smallrye.config.ConfigMappingInterface.Property;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One key of the mapping interfaces, where {@code *} stands for a name that the operator chooses. Immutable, any thread.
 *
 * @param text e.g. {@code runbridge.platforms.*.auth.method} or {@code runbridge.kafka.properties.*}
 * @param type type of its value, primitives boxed
 * @param defaultValue as the interface declares it
 * @param required whether it must be given where its group exists
 */
record SettingPattern(String text, Class<?> type, Optional<String> defaultValue, boolean required) {

    static SettingPattern of(String text, Property property) {
        boolean open = property.isMap();
        Optional<String> defaultValue =
                property.hasDefaultValue() ? Optional.of(property.getDefaultValue()) : Optional.empty();
        boolean required = !open && !property.isOptional() && defaultValue.isEmpty();
        return new SettingPattern(text, type(property), defaultValue, required);
    }

    private static Class<?> type(Property property) {
        if (property.isMap()) {
            return type(property.asMap().getValueProperty());
        }
        if (property.isPrimitive()) {
            return property.asPrimitive().getBoxType();
        }
        LeafProperty leaf = property.isOptional()
                ? property.asOptional().getNestedProperty().asLeaf()
                : property.asLeaf();
        return leaf.getValueRawType();
    }

    /** Whether its last part is free, as for Kafka's own settings, and may hold dots. */
    boolean open() {
        return text.endsWith(".*");
    }

    /** What it is a setting of, where the operator names these: each platform, each vault. */
    Optional<String> group() {
        return Stream.of("runbridge.platforms.*.", "runbridge.vaults.*.")
                .filter(text::startsWith)
                .findFirst();
    }

    /** The setting of this pattern that a dotted key names. */
    Optional<SettingName> match(String key) {
        return names(key, UnaryOperator.identity(), "[^.]+").map(names -> new SettingName(this, names));
    }

    /**
     * The setting of this pattern that an environment variable names: upper case, every other character an underscore.
     *
     * @param known names that the variable may mean; any other name is guessed by turning underscores into hyphens
     */
    Optional<SettingName> matchVariable(String variable, Collection<String> known) {
        String name = Stream.concat(
                        known.stream().map(SettingPattern::variable).sorted((a, b) -> b.length() - a.length()),
                        Stream.of("[A-Z0-9_]+?"))
                .collect(Collectors.joining("|"));
        return names(variable, SettingPattern::variable, name).map(names -> new SettingName(this, spell(names, known)));
    }

    private Optional<List<String>> names(String input, UnaryOperator<String> spelling, String name) {
        StringBuilder regex = new StringBuilder();
        String[] parts = text.split("\\*", -1);
        for (int i = 0; i < parts.length - 1; i++) {
            boolean last = open() && i == parts.length - 2;
            regex.append(Pattern.quote(spelling.apply(parts[i]))).append(last ? "(.+)" : "(" + name + ")");
        }
        regex.append(Pattern.quote(spelling.apply(parts[parts.length - 1])));
        Matcher matcher = Pattern.compile(regex.toString()).matcher(input);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        for (int group = 1; group <= matcher.groupCount(); group++) {
            names.add(matcher.group(group));
        }
        return Optional.of(names);
    }

    private List<String> spell(List<String> variables, Collection<String> known) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            String variable = variables.get(i);
            boolean dotted = open() && i == variables.size() - 1 && group().isEmpty();
            String guess = variable.toLowerCase(Locale.ROOT).replace('_', dotted ? '.' : '-');
            names.add(known.stream()
                    .filter(name -> !dotted && variable(name).equals(variable))
                    .findFirst()
                    .orElse(guess));
        }
        return names;
    }

    private static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
