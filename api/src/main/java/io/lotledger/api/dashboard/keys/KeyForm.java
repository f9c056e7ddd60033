package io.lotledger.api.dashboard.keys;

import io.lotledger.api.limits.KeyLimits;
import io.lotledger.api.organisations.KeyOrder;
import io.lotledger.api.organisations.KeyRules;
import io.lotledger.api.organisations.OrganisationKey;
import io.lotledger.api.security.Role;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a key as somebody typed them.
 *
 * @param perMinute empty for no limit
 * @param perDay empty for no limit
 * @param lastDay the last day on which the key works, in the reader's zone; empty for never ending
 */
record KeyForm(String name, List<String> roles, String perMinute, String perDay, String lastDay) {
    KeyForm {
        name = name.strip();
        roles = List.copyOf(roles);
        perMinute = perMinute.strip();
        perDay = perDay.strip();
        lastDay = lastDay.strip();
    }

    static KeyForm empty(KeyLimits limits) {
        return new KeyForm("", List.of(), text(limits.perMinute()), text(limits.perDay()), "");
    }

    static KeyForm of(OrganisationKey key, ZoneId zone) {
        @Nullable Instant end = key.expiresAt();
        return new KeyForm(
                key.name(),
                key.roles().stream().map(Role::word).toList(),
                text(key.limits().perMinute()),
                text(key.limits().perDay()),
                end == null ? "" : end.minusNanos(1).atZone(zone).toLocalDate().toString());
    }

    /**
     * By field; empty when the form can be read by {@link #order}.
     *
     * @param shown the form of the key as it is, whose unchanged limits and day stay; null for a new key
     */
    Map<String, String> faults(@Nullable KeyForm shown, KeyLimits ceiling, ZoneId zone, Instant now) {
        Map<String, String> faults = new LinkedHashMap<>();
        KeyRules.faultOfKeyName(name)
                .ifPresent(fault -> faults.put("name", "Say who uses the key, in at most 200 letters."));
        if (read(roles).isEmpty()) faults.put("roles", "Choose at least one role.");
        if (shown == null || !perMinute.equals(shown.perMinute()))
            number(perMinute, "perMinute", faults)
                    .flatMap(sent -> KeyRules.faultOfPerMinute(sent.value(), ceiling))
                    .ifPresent(fault -> faults.put("perMinute", limitFault(ceiling.perMinute())));
        if (shown == null || !perDay.equals(shown.perDay()))
            number(perDay, "perDay", faults)
                    .flatMap(sent -> KeyRules.faultOfPerDay(sent.value(), ceiling))
                    .ifPresent(fault -> faults.put("perDay", limitFault(ceiling.perDay())));
        if (shown != null && lastDay.equals(shown.lastDay())) return faults;
        try {
            @Nullable Instant end = expiresAt(zone);
            if (end != null && !end.isAfter(now)) faults.put("lastDay", "The last day is over; choose a later one.");
        } catch (DateTimeException e) {
            faults.put("lastDay", "Choose a day, or leave the field empty.");
        }
        return faults;
    }

    /** What the key shall be from now on: a day that nobody changed keeps its moment. Only for a form without faults. */
    KeyOrder order(OrganisationKey key, ZoneId zone) {
        @Nullable Instant end = lastDay.equals(of(key, zone).lastDay()) ? key.expiresAt() : expiresAt(zone);
        return new KeyOrder(name, read(roles), new KeyLimits(read(perMinute), read(perDay)), end);
    }

    /** Only for a form without faults. */
    KeyOrder order(ZoneId zone) {
        return new KeyOrder(name, read(roles), new KeyLimits(read(perMinute), read(perDay)), expiresAt(zone));
    }

    /** The first moment at which the key works no more. */
    private @Nullable Instant expiresAt(ZoneId zone) {
        if (lastDay.isEmpty()) return null;
        if (lastDay.length() != "2027-01-31".length()) throw new DateTimeException("the year has four digits");
        return LocalDate.parse(lastDay).plusDays(1).atStartOfDay(zone).toInstant();
    }

    private record Sent(@Nullable Integer value) {}

    private static Optional<Sent> number(String text, String field, Map<String, String> faults) {
        if (text.isEmpty() || text.matches("\\d{1,9}")) return Optional.of(new Sent(read(text)));
        faults.put(field, "Write a whole number.");
        return Optional.empty();
    }

    private static String limitFault(@Nullable Integer most) {
        return most == null
                ? "Write a number from 1, or leave the field empty."
                : "Write a number from 1 to " + most + ".";
    }

    private static @Nullable Integer read(String number) {
        return number.isEmpty() ? null : Integer.valueOf(number);
    }

    private static Set<Role> read(List<String> words) {
        return words.stream().flatMap(word -> Role.ofWord(word).stream()).collect(Collectors.toSet());
    }

    private static String text(@Nullable Integer number) {
        return number == null ? "" : number.toString();
    }
}
