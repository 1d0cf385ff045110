// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.secretsmanager;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.APIErrorType;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.FilterNameStringType;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsRequest;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretValueEntry;

/**
 * The service as its documentation describes it, for there is no local one: names and versions that
 * exist once, pages, limits, and a list that comes late. What the store does not use is refused.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/">API reference</a>
 */
final class FakeSecretsManager implements SecretsManagerClient {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,512}");

  /** Versions by their ids; the last one is the current one. */
  private final Map<String, LinkedHashMap<String, String>> secrets = new TreeMap<>();

  private final Map<String, String> kmsKeys = new TreeMap<>();
  private final Set<String> unlisted = new HashSet<>();
  private boolean late;

  /** From now on, new secrets are not listed until {@link #catchUp}. */
  synchronized void listLate() {
    late = true;
  }

  synchronized void catchUp() {
    unlisted.clear();
  }

  synchronized void delete(String name) {
    secrets.remove(name);
  }

  synchronized Map<String, String> current() {
    Map<String, String> texts = new TreeMap<>();
    secrets.forEach((name, versions) -> texts.put(name, last(versions)));
    return texts;
  }

  synchronized void overwrite(String name, String text) {
    secrets.get(name).put(UUID.randomUUID().toString(), text);
  }

  synchronized Map<String, String> kmsKeys() {
    return Map.copyOf(kmsKeys);
  }

  @Override
  public synchronized CreateSecretResponse createSecret(CreateSecretRequest request) {
    require(NAME.matcher(request.name()).matches(), "Name");
    String version = version(request.clientRequestToken());
    String text = text(request.secretString());
    LinkedHashMap<String, String> there = secrets.get(request.name());
    if (there != null && !text.equals(there.get(version))) {
      throw ResourceExistsException.builder().message("The secret already exists").build();
    }
    if (there == null) {
      LinkedHashMap<String, String> versions = new LinkedHashMap<>();
      versions.put(version, text);
      secrets.put(request.name(), versions);
      if (request.kmsKeyId() != null) {
        kmsKeys.put(request.name(), request.kmsKeyId());
      }
      if (late) {
        unlisted.add(request.name());
      }
    }
    return CreateSecretResponse.builder().name(request.name()).versionId(version).build();
  }

  @Override
  public synchronized PutSecretValueResponse putSecretValue(PutSecretValueRequest request) {
    LinkedHashMap<String, String> versions = found(request.secretId());
    String version = version(request.clientRequestToken());
    String text = text(request.secretString());
    require(!request.hasVersionStages(), "VersionStages");
    if (versions.containsKey(version) && !versions.get(version).equals(text)) {
      throw ResourceExistsException.builder().message("The version already exists").build();
    }
    versions.putIfAbsent(version, text);
    return PutSecretValueResponse.builder().versionId(version).build();
  }

  @Override
  public synchronized GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
    return GetSecretValueResponse.builder()
        .name(request.secretId())
        .secretString(last(found(request.secretId())))
        .build();
  }

  @Override
  public synchronized BatchGetSecretValueResponse batchGetSecretValue(
      BatchGetSecretValueRequest request) {
    List<String> ids = request.secretIdList();
    require(!ids.isEmpty() && ids.size() <= 20, "SecretIdList");
    List<SecretValueEntry> values = new ArrayList<>();
    List<APIErrorType> errors = new ArrayList<>();
    // Rather small pages, to see whether anybody asks for the next one.
    Page<String> page = Page.of(ids, request.nextToken(), 7);
    for (String id : page.entries()) {
      if (secrets.containsKey(id)) {
        values.add(SecretValueEntry.builder().name(id).secretString(last(secrets.get(id))).build());
      } else {
        errors.add(
            APIErrorType.builder().secretId(id).errorCode("ResourceNotFoundException").build());
      }
    }
    return BatchGetSecretValueResponse.builder()
        .secretValues(values)
        .errors(errors)
        .nextToken(page.next())
        .build();
  }

  @Override
  public synchronized ListSecretsResponse listSecrets(ListSecretsRequest request) {
    require(request.filters().size() == 1, "Filters");
    require(request.filters().get(0).key() == FilterNameStringType.NAME, "Filters");
    require(request.maxResults() >= 1 && request.maxResults() <= 100, "MaxResults");
    String start = request.filters().get(0).values().get(0);
    List<String> names =
        secrets.keySet().stream()
            .filter(name -> name.startsWith(start) && !unlisted.contains(name))
            .toList();
    Page<String> page = Page.of(names, request.nextToken(), 3);
    return ListSecretsResponse.builder()
        .secretList(page.map(name -> SecretListEntry.builder().name(name).build()))
        .nextToken(page.next())
        .build();
  }

  private record Page<T>(List<T> entries, String next) {
    static <T> Page<T> of(List<T> all, String token, int size) {
      int from = token == null ? 0 : Integer.parseInt(token);
      int to = Math.min(all.size(), from + size);
      return new Page<>(
          all.subList(Math.min(from, to), to), to == all.size() ? null : Integer.toString(to));
    }

    <R> List<R> map(Function<T, R> function) {
      return entries.stream().map(function).toList();
    }
  }

  private LinkedHashMap<String, String> found(String name) {
    LinkedHashMap<String, String> versions = secrets.get(name);
    if (versions == null) {
      throw ResourceNotFoundException.builder().message("No such secret").build();
    }
    return versions;
  }

  private static String last(LinkedHashMap<String, String> versions) {
    String last = null;
    for (String each : versions.values()) {
      last = each;
    }
    return last;
  }

  /** The SDK makes one up if there is none. */
  private static String version(String token) {
    String version = token == null ? UUID.randomUUID().toString() : token;
    require(version.length() >= 32 && version.length() <= 64, "ClientRequestToken");
    return version;
  }

  private static String text(String text) {
    require(text != null && !text.isEmpty() && text.length() <= 65_536, "SecretString");
    return text;
  }

  private static void require(boolean holds, String parameter) {
    if (!holds) {
      throw InvalidParameterException.builder().message(parameter).build();
    }
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    throw new AssertionError("the client is its owner's");
  }
}
