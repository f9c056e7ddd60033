package io.lotledger.api.wiring;

import io.lotledger.api.start.CannotStartException;
import io.lotledger.ingest.epcis.vocabulary.Nearest;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/**
 * Refuses to start with an unknown {@code lotledger.*} setting: a typo would otherwise leave the default in force silently. The
 * known names are those of the settings records, which are called so, and {@link #SINGLE}.
 */
@Configuration(proxyBeanMethods = false)
class KnownSettings {
    /** Settings without a record. {@code KnownSettingsTest} compares them with the sources. */
    static final List<String> SINGLE = List.of(
            "lotledger.database.answer-timeout",
            "lotledger.chain.check-every",
            "lotledger.chain.former-keys",
            "lotledger.demo",
            "lotledger.demo.exit",
            "lotledger.disk-reserve",
            "lotledger.findings.least-yield",
            "lotledger.findings.lot-life",
            "lotledger.findings.most-yield",
            "lotledger.findings.transit",
            "lotledger.manifest.key-file",
            "lotledger.organisation-wall",
            "lotledger.paging.token-lifetime",
            "lotledger.queries.longest",
            "lotledger.stop-with-parent",
            "lotledger.trace.ceiling");

    private static final String PREFIX = "lotledger.";
    /** Kubernetes sets these in every container beside a service called {@code lotledger}. */
    private static final Pattern SERVICE_LINK = Pattern.compile("LOTLEDGER_(SERVICE_.*|PORT|PORT_.*)");

    /** Runs before anything is started. */
    @Bean
    static BeanFactoryPostProcessor refuseUnknownSettings(ConfigurableEnvironment environment) {
        return beans -> check(environment);
    }

    static void check(ConfigurableEnvironment environment) {
        SortedSet<String> known = names();
        List<String> unknown = new ArrayList<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (!(source instanceof EnumerablePropertySource<?> listed)) continue;
            boolean variables = source instanceof SystemEnvironmentPropertySource;
            for (String name : listed.getPropertyNames()) {
                if (variables ? isUnknownVariable(name, known) : isUnknownProperty(name, known)) unknown.add(name);
            }
        }
        if (!unknown.isEmpty()) throw refused(unknown, known);
    }

    static SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>(SINGLE);
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.setResourcePattern("**/*Settings.class");
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        scan.findCandidateComponents("io.lotledger").forEach(found -> {
            try {
                Class<?> settings = Class.forName(found.getBeanClassName());
                add(settings.getAnnotation(ConfigurationProperties.class).value(), settings, names);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        });
        return names;
    }

    private static void add(String prefix, Class<?> settings, Collection<String> names) {
        for (RecordComponent component : settings.getRecordComponents()) {
            Name named = component.getAnnotation(Name.class);
            String name = prefix + "." + (named == null ? kebab(component.getName()) : named.value());
            Class<?> type = component.getType();
            if (List.class.isAssignableFrom(type)) type = elementOf(component.getGenericType());
            if (type.isRecord()) add(name, type, names);
            else names.add(name);
        }
    }

    private static Class<?> elementOf(Type list) {
        return list instanceof ParameterizedType typed && typed.getActualTypeArguments()[0] instanceof Class<?> element
                ? element
                : Object.class;
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static boolean isUnknownProperty(String name, SortedSet<String> known) {
        if (!name.startsWith(PREFIX)) return false;
        return !known.contains(canonical(name));
    }

    /** {@code lotledger.vocabulary.bizSteps[0].word} is {@code lotledger.vocabulary.biz-steps.word}. */
    private static String canonical(String name) {
        String plain = name.replaceAll("\\[[^\\]]*]", "");
        return ConfigurationPropertyName.isValid(plain) ? plain : kebab(plain.replace('_', '-'));
    }

    private static boolean isUnknownVariable(String name, SortedSet<String> known) {
        if (!name.startsWith("LOTLEDGER_") || SERVICE_LINK.matcher(name).matches()) return false;
        String sent = name.replaceAll("_\\d+(?=_|$)", "");
        return known.stream().noneMatch(setting -> variable(setting).equals(sent));
    }

    private static String variable(String setting) {
        return setting.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }

    private static CannotStartException refused(List<String> unknown, SortedSet<String> known) {
        List<String> each = unknown.stream()
                .map(name -> "'" + name + "'"
                        + nearest(name, known)
                                .map(meant -> ", did you mean '" + meant + "'?")
                                .orElse(""))
                .toList();
        return new CannotStartException(
                (unknown.size() == 1 ? "There is no setting " : "There are no settings ") + String.join("; ", each),
                "Correct or remove it. README.md lists the settings under Configuration.");
    }

    private static Optional<String> nearest(String name, SortedSet<String> known) {
        boolean variable = name.startsWith("LOTLEDGER_");
        String sent = variable ? name : canonical(name);
        return known.stream()
                .map(setting -> variable ? variable(setting) : setting)
                .filter(setting ->
                        Nearest.of(sent, List.of(setting.replace('-', '_'))).isPresent())
                .findFirst();
    }
}
