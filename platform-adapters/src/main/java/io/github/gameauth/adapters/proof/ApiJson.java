// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.secret.Secret;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JSON object that a platform answered. Whoever asks for what must be there gets it or an outage:
 * a platform that talks nonsense says nothing about the player. Whoever asks for what may be there
 * gets nothing instead of nonsense.
 *
 * <p>Safe to share; prints nothing of what it holds.
 */
public final class ApiJson {
  /** The longest text that an id may be. */
  private static final int ID = 255;

  private static final int TOKEN = 8192;

  private final JsonNode node;

  ApiJson(JsonNode node) {
    this.node = node;
  }

  /** Whether there is a member of that name that is not {@code null}. */
  public boolean has(String name) {
    return node.hasNonNull(name);
  }

  /** A text that must be there; it may be empty. */
  public String text(String name) throws NotProvedException {
    return maybeText(name).orElseThrow(NotProvedException::outage);
  }

  /** A text, or nothing if there is none. */
  public Optional<String> maybeText(String name) {
    JsonNode member = node.path(name);
    return member.isTextual() ? Optional.of(member.textValue()) : Optional.empty();
  }

  /** An id that must be there: a text of 1 to 255 printable characters without spaces. */
  public String id(String name) throws NotProvedException {
    return maybeId(name).orElseThrow(NotProvedException::outage);
  }

  /** An id, or nothing if there is none. */
  public Optional<String> maybeId(String name) {
    return maybeText(name).filter(text -> Require.isPrintable(text, ID));
  }

  /** A token that must be there: 1 to 8192 printable characters without spaces. */
  public Secret token(String name) throws NotProvedException {
    return maybeToken(name).orElseThrow(NotProvedException::outage);
  }

  /** A token, or nothing if there is none. */
  public Optional<Secret> maybeToken(String name) {
    return maybeText(name).filter(text -> Require.isPrintable(text, TOKEN)).map(Secret::of);
  }

  /**
   * An id of 1 to 20 decimal digits that must be there, as text or as a whole number; some
   * platforms write both.
   */
  public String digits(String name) throws NotProvedException {
    return maybeDigits(name).orElseThrow(NotProvedException::outage);
  }

  /** An id of decimal digits, or nothing if there is none. */
  public Optional<String> maybeDigits(String name) {
    JsonNode member = node.path(name);
    String text =
        member.isTextual() ? member.textValue() : member.isIntegralNumber() ? member.asText() : "";
    boolean fits =
        !text.isEmpty() && text.length() <= 20 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return fits ? Optional.of(text) : Optional.empty();
  }

  /** A name to show: a text without controls, not blank, of up to 128 characters; or nothing. */
  public Optional<String> maybeName(String name) {
    return maybeText(name).flatMap(PlayerName::of);
  }

  /** A whole number that must be there. */
  public long number(String name) throws NotProvedException {
    return maybeNumber(name).orElseThrow(NotProvedException::outage);
  }

  /** A whole number, or nothing if there is none. */
  public Optional<Long> maybeNumber(String name) {
    JsonNode member = node.path(name);
    return member.isIntegralNumber() && member.canConvertToLong()
        ? Optional.of(member.longValue())
        : Optional.empty();
  }

  /** A number with or without a fraction, such as Discord's {@code retry_after}; or nothing. */
  public Optional<BigDecimal> maybeDecimal(String name) {
    JsonNode member = node.path(name);
    return member.isNumber() ? Optional.of(member.decimalValue()) : Optional.empty();
  }

  /** True or false, which must be there. */
  public boolean flag(String name) throws NotProvedException {
    return maybeFlag(name).orElseThrow(NotProvedException::outage);
  }

  /** True or false, or nothing if it is neither. */
  public Optional<Boolean> maybeFlag(String name) {
    JsonNode member = node.path(name);
    return member.isBoolean() ? Optional.of(member.booleanValue()) : Optional.empty();
  }

  /**
   * A text, a number, or true or false, as text, wherever it stands; or nothing if there is none.
   *
   * @param pointer where, such as {@code /items/0/owned} (RFC 6901)
   * @throws IllegalArgumentException if {@code pointer} is none
   */
  public Optional<String> maybeValueAt(String pointer) {
    JsonNode value = node.at(pointer);
    return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
  }

  /** An object that must be there. */
  public ApiJson object(String name) throws NotProvedException {
    return maybeObject(name).orElseThrow(NotProvedException::outage);
  }

  /** An object, or nothing if there is none. */
  public Optional<ApiJson> maybeObject(String name) {
    JsonNode member = node.path(name);
    return member.isObject() ? Optional.of(new ApiJson(member)) : Optional.empty();
  }

  /** A list of objects and nothing else, which must be there. */
  public List<ApiJson> objects(String name) throws NotProvedException {
    return objects(node.path(name));
  }

  static List<ApiJson> objects(JsonNode list) throws NotProvedException {
    if (!list.isArray()) {
      throw NotProvedException.outage();
    }
    List<ApiJson> objects = new ArrayList<>(list.size());
    for (JsonNode element : list) {
      if (!element.isObject()) {
        throw NotProvedException.outage();
      }
      objects.add(new ApiJson(element));
    }
    return objects;
  }

  /** A list of texts and nothing else, which must be there. */
  public List<String> texts(String name) throws NotProvedException {
    JsonNode list = node.path(name);
    if (!list.isArray()) {
      throw NotProvedException.outage();
    }
    List<String> texts = new ArrayList<>(list.size());
    for (JsonNode element : list) {
      if (!element.isTextual()) {
        throw NotProvedException.outage();
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  /** {@code ApiJson(…)}. */
  @Override
  public String toString() {
    return "ApiJson(…)";
  }
}
