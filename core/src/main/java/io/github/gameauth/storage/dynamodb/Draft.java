// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.secret.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item as it will be written. Times are kept as milliseconds. */
final class Draft {
  /** What the service looks at to delete an item by itself, in seconds. */
  static final String TTL = "ttl";

  /** So much longer lives an item, so that a wrong clock takes nothing away that still counts. */
  private static final Duration TTL_MARGIN = Duration.ofDays(1);

  private final Map<String, AttributeValue> attributes = new HashMap<>();

  static Draft at(Key key) {
    return new Draft().text(Key.PARTITION, key.partition()).text(Key.SORT, key.sort());
  }

  Draft text(String name, String value) {
    attributes.put(name, AttributeValue.fromS(value));
    return this;
  }

  Draft text(String name, Optional<String> value) {
    value.ifPresent(present -> text(name, present));
    return this;
  }

  Draft number(String name, long value) {
    attributes.put(name, AttributeValue.fromN(Long.toString(value)));
    return this;
  }

  Draft number(String name, OptionalLong value) {
    value.ifPresent(present -> number(name, present));
    return this;
  }

  Draft time(String name, Instant value) {
    return number(name, value.toEpochMilli());
  }

  Draft time(String name, Optional<Instant> value) {
    value.ifPresent(present -> time(name, present));
    return this;
  }

  Draft fingerprint(String name, Fingerprint value) {
    attributes.put(name, AttributeValue.fromB(SdkBytes.fromByteArray(value.bytes())));
    return this;
  }

  Draft fingerprint(String name, Optional<Fingerprint> value) {
    value.ifPresent(present -> fingerprint(name, present));
    return this;
  }

  /** A list of maps. */
  Draft drafts(String name, List<Draft> values) {
    attributes.put(
        name,
        AttributeValue.fromL(
            values.stream().map(each -> AttributeValue.fromM(each.attributes())).toList()));
    return this;
  }

  /** Lets the service delete the item a day after {@code expiresAt} or later. */
  Draft deletableFrom(Instant expiresAt) {
    return number(TTL, expiresAt.plus(TTL_MARGIN).getEpochSecond());
  }

  Map<String, AttributeValue> attributes() {
    return Map.copyOf(attributes);
  }
}
