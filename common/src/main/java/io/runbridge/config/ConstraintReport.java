package io.runbridge.config;

import io.smallrye.config.ConfigMapping.NamingStrategy;
import io.smallrye.config.ConfigMappingInterface;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.validator.BeanValidationConfigValidator;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Locale;
import java.util.function.Consumer;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** Reports constraints of the mapping interfaces that are broken, without ending the mapping. One thread. */
final class ConstraintReport implements BeanValidationConfigValidator {

    private final Validator validator = Validation.byProvider(HibernateValidator.class)
            .configure()
            .defaultLocale(Locale.ENGLISH)
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()
            .getValidator();

    private final Consumer<Violation> report;

    ConstraintReport(Consumer<Violation> report) {
        this.report = report;
    }

    @Override
    public Validator getValidator() {
        return validator;
    }

    @Override
    public void validateMapping(Class<?> mappingClass, String prefix, Object mapping) {
        ConfigMappingInterface mapped = ConfigMappingInterface.getConfigurationInterface(mappingClass);
        validateMappingInterface(mapped, prefix, mapped.getNamingStrategy(), mapping, new ArrayList<>());
    }

    @Override
    public String interpolateMessage(
            String path, NamingStrategy naming, Property property, ConstraintViolation<?> violation) {
        report.accept(Violation.of(path + "." + naming.apply(property.getPropertyName()), violation.getMessage()));
        return violation.getMessage();
    }
}
