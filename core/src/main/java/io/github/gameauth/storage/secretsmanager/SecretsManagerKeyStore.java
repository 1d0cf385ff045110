// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.secretsmanager;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.mint.KeyStore;
import io.github.gameauth.mint.KeyStoreException;
import io.github.gameauth.mint.SigningKeyRow;
import io.github.gameauth.secret.Fingerprint;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;

/**
 * Signing keys in AWS Secrets Manager: one secret a slot. Its name follows from issuer, algorithm
 * and slot, and a name exists once, so the first of two that are made for one slot stays. Private
 * keys lie there sealed by a {@code KeyProtector} all the same.
 *
 * <p>A revocation is a second version of the secret, whose version id is always the same, so the
 * first of two stays there, too.
 *
 * <p>The service lists a new secret up to five minutes late. This store tells at once what it has
 * made or met itself; what others made appears within that time, which the usual schedule of keys,
 * published 25 hours ahead, does not notice. A revocation is seen at once.
 *
 * <p>The client needs the rights to {@code CreateSecret}, {@code GetSecretValue}, {@code
 * PutSecretValue}, {@code BatchGetSecretValue} and {@code ListSecrets}. Secrets whose keys have
 * long been dropped may be deleted by hand; nobody here deletes any. The client is handed in and
 * stays its owner's.
 *
 * <p>Safe to share.
 */
public final class SecretsManagerKeyStore implements KeyStore {
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,200}");

  /** The version that revokes a key; any fixed text of 32 to 64 characters would do. */
  static final String REVOKED_VERSION = "gameauth-revoked-signing-key-version-1";

  private final SecretsManagerClient client;
  private final String prefix;
  private final Optional<String> kmsKey;
  private final SecretReads reads;

  /** What this server has made or met, whether the service lists it already or not. */
  private final Set<String> met;

  private SecretsManagerKeyStore(
      SecretsManagerClient client, String prefix, Optional<String> kmsKey, Set<String> met) {
    this.client = client;
    this.prefix = prefix;
    this.kmsKey = kmsKey;
    this.reads = new SecretReads(client);
    this.met = met;
  }

  /**
   * Keys under names that begin with {@code prefix}, encrypted as is usual in the account.
   *
   * @param client the caller's own, which the caller closes
   * @param prefix 1 to 200 of {@code A-Z a-z 0-9 / _ + = . @ -}, such as {@code gameauth/prod}; the
   *     same for all servers that mint for an issuer
   */
  @SuppressWarnings("exports") // the module of the SDK is optional, and so cannot be passed on
  public static SecretsManagerKeyStore over(SecretsManagerClient client, String prefix) {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "prefix: " + prefix + " (expected: 1 to 200 of A-Z a-z 0-9 / _ + = . @ -)");
    }
    return new SecretsManagerKeyStore(
        client, prefix, Optional.empty(), ConcurrentHashMap.newKeySet());
  }

  /** The same, with new secrets encrypted under a KMS key: its id, ARN or alias. */
  public SecretsManagerKeyStore encryptedUnder(String kmsKey) {
    return new SecretsManagerKeyStore(client, prefix, Optional.of(kmsKey), met);
  }

  @Override
  public List<SigningKeyRow> list(String issuer, Algorithm algorithm) {
    return rows(issuer, start(issuer) + algorithm.name() + "/");
  }

  private List<SigningKeyRow> rows(String issuer, String start) {
    try {
      Set<String> names = new TreeSet<>(reads.names(start));
      met.stream().filter(name -> name.startsWith(start)).forEach(names::add);
      return reads.texts(names).entrySet().stream()
          .map(each -> row(issuer, each.getKey(), each.getValue()))
          .toList();
    } catch (SdkException e) {
      throw new KeyStoreException("secretsmanager: keys cannot be read", e);
    }
  }

  private SigningKeyRow row(String issuer, String name, String text) {
    SigningKeyRow row = KeySecret.read(text);
    if (!row.issuer().equals(issuer) || !name(row).equals(name)) {
      throw new KeyStoreException(
          "secretsmanager: a secret holds a key of another issuer, algorithm or slot than its name"
              + " says");
    }
    met.add(name);
    return row;
  }

  @Override
  public SigningKeyRow insertIfAbsent(SigningKeyRow row) {
    if (row.revokedAt().isPresent()) {
      throw new IllegalArgumentException("row: revoked (expected: a new key)");
    }
    String name = name(row);
    try {
      CreateSecretRequest.Builder create =
          CreateSecretRequest.builder().name(name).secretString(KeySecret.write(row));
      kmsKey.ifPresent(create::kmsKeyId);
      client.createSecret(create.build());
      met.add(name);
      return row;
    } catch (ResourceExistsException e) {
      return first(row.issuer(), name);
    } catch (SdkException e) {
      throw new KeyStoreException("secretsmanager: a key cannot be written", e);
    }
  }

  private SigningKeyRow first(String issuer, String name) {
    try {
      return row(issuer, name, reads.text(name));
    } catch (SdkException e) {
      throw new KeyStoreException("secretsmanager: a slot's key cannot be read", e);
    }
  }

  @Override
  public Optional<SigningKeyRow> revoke(String issuer, String keyId, Instant at) {
    return rows(issuer, start(issuer)).stream()
        .filter(row -> row.keyId().equals(keyId))
        .findFirst()
        .map(row -> revoked(row, at));
  }

  private SigningKeyRow revoked(SigningKeyRow row, Instant at) {
    if (row.revokedAt().isPresent()) {
      return row;
    }
    SigningKeyRow revoked = row.revoked(at);
    try {
      client.putSecretValue(
          put ->
              put.secretId(name(row))
                  .clientRequestToken(REVOKED_VERSION)
                  .secretString(KeySecret.write(revoked)));
      return revoked;
    } catch (ResourceExistsException e) {
      return first(row.issuer(), name(row));
    } catch (SdkException e) {
      throw new KeyStoreException("secretsmanager: a key cannot be revoked", e);
    }
  }

  private String name(SigningKeyRow row) {
    // A minus sign and six characters at the end of a name would look like the end of an ARN.
    String slot = row.slot() < 0 ? "before" + -row.slot() : Long.toString(row.slot());
    return start(row.issuer()) + row.algorithm().name() + "/" + slot;
  }

  /** An issuer's URL would not do in a name. */
  private String start(String issuer) {
    return prefix + "/" + HexFormat.of().formatHex(Fingerprint.of(issuer).bytes(), 0, 16) + "/";
  }
}
