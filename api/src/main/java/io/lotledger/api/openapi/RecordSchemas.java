package io.lotledger.api.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Schemas of our records as they are on the wire. swagger-core reads classes with Jackson 2, which knows neither the naming
 * annotation of Jackson 3 nor JSpecify, and names two nested records {@code Page} alike.
 */
final class RecordSchemas extends ModelResolver {
    private final Names names;

    private RecordSchemas(ObjectMapper mapper, Names names) {
        super(mapper.copy().setAnnotationIntrospector(new Introspector()), names);
        this.names = names;
    }

    static RecordSchemas with(ObjectMapper mapper) {
        return new RecordSchemas(mapper, new Names());
    }

    /** Says which members are always there, and which may be null: those of a {@code @Nullable} component. */
    @SuppressWarnings("rawtypes")
    void complete(Map<String, Schema> schemas) {
        schemas.forEach((name, schema) -> {
            @Nullable Class<?> type = names.types.get(name);
            if (type != null && type.isRecord() && schema.getProperties() != null) complete(schema, type);
        });
    }

    private static void complete(Schema<?> schema, Class<?> type) {
        schema.setTypes(Set.of("object"));
        boolean isWhole = isWhole(type);
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                complete(schema, component.getType());
                continue;
            }
            String name = wireName(type, component);
            allowAnyValue(schema.getProperties().get(name));
            boolean isNullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (isNullable) allowNull(schema, name);
            boolean isAlways = isWhole && !isOmittedWhenNull(component);
            if ((isAlways || !isNullable) && schema.getProperties().containsKey(name)) schema.addRequiredItem(name);
        }
    }

    /** A map of {@code Object}: swagger-core says its values are objects. */
    private static void allowAnyValue(@Nullable Schema<?> property) {
        if (property != null
                && property.getAdditionalProperties() instanceof Schema<?> value
                && value.get$ref() == null
                && value.getProperties() == null
                && Set.of("object").equals(value.getTypes())) property.setAdditionalProperties(true);
    }

    /** Whether members that are null are written. */
    private static boolean isWhole(Class<?> type) {
        @Nullable JsonInclude inclusion = type.getAnnotation(JsonInclude.class);
        return inclusion != null && inclusion.value() == JsonInclude.Include.ALWAYS;
    }

    private static boolean isOmittedWhenNull(RecordComponent component) {
        @Nullable JsonInclude inclusion = component.getAccessor().getAnnotation(JsonInclude.class);
        return inclusion != null && inclusion.value() == JsonInclude.Include.NON_NULL;
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static void allowNull(Schema schema, String property) {
        Map<String, Schema> properties = schema.getProperties();
        @Nullable Schema found = properties.get(property);
        if (found == null) return;
        if (found.get$ref() != null) {
            Schema either = new Schema<>();
            either.setAnyOf(new ArrayList<>(List.of(new Schema<>().$ref(found.get$ref()), ofNull())));
            properties.put(property, either);
        } else if (found.getTypes() != null) {
            Set<String> types = new LinkedHashSet<>(found.getTypes());
            types.add("null");
            found.setTypes(types);
        }
    }

    private static Schema<?> ofNull() {
        Schema<?> none = new Schema<>();
        none.setTypes(Set.of("null"));
        return none;
    }

    private static String wireName(Class<?> type, RecordComponent component) {
        @Nullable JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
        if (named != null && !named.value().isEmpty()) return named.value();
        return type.isAnnotationPresent(JsonNaming.class)
                ? PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(component.getName())
                : component.getName();
    }

    private static final class Introspector extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public @Nullable Object findNamingStrategy(AnnotatedClass type) {
            return type.getRawType().isAnnotationPresent(JsonNaming.class)
                    ? PropertyNamingStrategies.SnakeCaseStrategy.class
                    : super.findNamingStrategy(type);
        }
    }

    /** A nested record carries the name of its outer class: {@code LotsPage}, {@code LotBodySource}. */
    private static final class Names extends TypeNameResolver {
        private final Map<String, Class<?>> types = new ConcurrentHashMap<>();

        @Override
        protected String nameForClass(Class<?> type, Set<Options> options) {
            String name = plainName(type);
            if (type.getName().startsWith("io.lotledger.")) types.put(name, type);
            return name;
        }

        private static String plainName(Class<?> type) {
            String simple = type.getSimpleName().replaceFirst("Body$", "");
            @Nullable Class<?> outer = type.getEnclosingClass();
            return outer == null ? simple : plainName(outer).replaceFirst("Controller$", "") + simple;
        }
    }
}
