// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.secret.Fingerprint;
import io.github.gameauth.store.StoreException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item as it was read. What is missing or makes no sense is a {@link StoreException} that names
 * the attribute and not its value.
 */
record Item(Map<String, AttributeValue> attributes) {
  String text(String name) {
    return optionalText(name).orElseThrow(() -> unreadable(name));
  }

  Optional<String> optionalText(String name) {
    return value(name).map(AttributeValue::s);
  }

  long number(String name) {
    return optionalNumber(name).orElseThrow(() -> unreadable(name));
  }

  OptionalLong optionalNumber(String name) {
    Optional<String> digits = value(name).map(AttributeValue::n);
    try {
      return digits.isPresent()
          ? OptionalLong.of(Long.parseLong(digits.get()))
          : OptionalLong.empty();
    } catch (NumberFormatException e) {
      throw unreadable(name);
    }
  }

  Instant time(String name) {
    return Instant.ofEpochMilli(number(name));
  }

  Optional<Instant> optionalTime(String name) {
    OptionalLong millis = optionalNumber(name);
    return millis.isPresent()
        ? Optional.of(Instant.ofEpochMilli(millis.getAsLong()))
        : Optional.empty();
  }

  Fingerprint fingerprint(String name) {
    return optionalFingerprint(name).orElseThrow(() -> unreadable(name));
  }

  Optional<Fingerprint> optionalFingerprint(String name) {
    return value(name)
        .map(AttributeValue::b)
        .map(bytes -> parsed(name, bytes.asByteArray(), Fingerprint::ofSha256));
  }

  /** A list of maps; none if there is no such attribute. */
  List<Item> items(String name) {
    return value(name).map(AttributeValue::l).orElse(List.of()).stream()
        .map(each -> new Item(each.m()))
        .toList();
  }

  boolean has(String name) {
    return attributes.containsKey(name);
  }

  /** A text that means something to {@code parser}. */
  <T> T parsed(String name, Function<String, T> parser) {
    return parsed(name, text(name), parser);
  }

  /** A text that means something to {@code parser}, if there is one. */
  <T> Optional<T> optionallyParsed(String name, Function<String, T> parser) {
    return optionalText(name).map(text -> parsed(name, text, parser));
  }

  private static <S, T> T parsed(String name, S value, Function<S, T> parser) {
    try {
      return parser.apply(value);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw unreadable(name);
    }
  }

  private Optional<AttributeValue> value(String name) {
    @Nullable AttributeValue value = attributes.get(name);
    return Optional.ofNullable(value);
  }

  private static StoreException unreadable(String name) {
    return new StoreException("dynamodb: an item's attribute \"" + name + "\" cannot be read");
  }
}
