// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.mint.KeyStore;
import io.github.gameauth.mint.KeyStoreException;
import io.github.gameauth.mint.SigningKeyRow;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.store.StoreException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Signing keys in DynamoDB: one partition an issuer, one item a slot. */
final class DynamoDbKeys implements KeyStore {
  private final Table table;

  DynamoDbKeys(Tables tables) {
    this.table = tables.main();
  }

  @Override
  public List<SigningKeyRow> list(String issuer, Algorithm algorithm) {
    return asked(() -> rows(issuer, Optional.of(algorithm.name() + "#")));
  }

  @Override
  public SigningKeyRow insertIfAbsent(SigningKeyRow row) {
    return asked(
        () -> {
          Table.Written written =
              table.putIf("insert a key", write(row), "attribute_not_exists(pk)", Map.of());
          return read(row.issuer(), written.item());
        });
  }

  @Override
  public Optional<SigningKeyRow> revoke(String issuer, String keyId, Instant at) {
    return asked(
        () ->
            rows(issuer, Optional.empty()).stream()
                .filter(row -> row.keyId().equals(keyId))
                .findFirst()
                .map(row -> revoked(row, at)));
  }

  private SigningKeyRow revoked(SigningKeyRow row, Instant at) {
    Table.Written written =
        table.updateIf(
            "revoke a key",
            key(row),
            "revoked = if_not_exists(revoked, :at)",
            "attribute_exists(pk)",
            Map.of(":at", AttributeValue.fromN(Long.toString(at.toEpochMilli()))));
    return read(row.issuer(), written.item());
  }

  /** The issuer's rows whose sort keys begin with {@code start}, or all of them. */
  private List<SigningKeyRow> rows(String issuer, Optional<String> start) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":pk", AttributeValue.fromS(partition(issuer)));
    start.ifPresent(text -> values.put(":start", AttributeValue.fromS(text)));
    String condition = "pk = :pk" + (start.isPresent() ? " AND begins_with(sk, :start)" : "");
    return table
        .all(
            "list keys",
            query -> query.keyConditionExpression(condition).expressionAttributeValues(values))
        .stream()
        .map(item -> read(issuer, item))
        .toList();
  }

  private static String partition(String issuer) {
    return "K#" + Key.part(issuer);
  }

  private static Key key(SigningKeyRow row) {
    return new Key(partition(row.issuer()), row.algorithm().name() + "#" + row.slot());
  }

  private static Draft write(SigningKeyRow row) {
    return Draft.at(key(row))
        .text("alg", row.algorithm().name())
        .number("slot", row.slot())
        .text("kid", row.keyId())
        .text("publicKey", row.publicKey())
        .text("sealedKey", row.protectedKey().reveal())
        .time("signFrom", row.signFrom())
        .time("signUntil", row.signUntil())
        .time("inserted", row.insertedAt())
        .time("revoked", row.revokedAt());
  }

  private static SigningKeyRow read(String issuer, Item item) {
    return new SigningKeyRow(
        issuer,
        item.parsed("alg", Algorithm::valueOf),
        item.number("slot"),
        item.text("kid"),
        item.text("publicKey"),
        item.parsed("sealedKey", Secret::of),
        item.time("signFrom"),
        item.time("signUntil"),
        item.time("inserted"),
        item.optionalTime("revoked"));
  }

  private static <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (StoreException e) {
      throw new KeyStoreException("dynamodb: signing keys cannot be reached or read", e);
    }
  }
}
