// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.secretsmanager;

import io.github.gameauth.mint.KeyStoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.APIErrorType;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.FilterNameStringType;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsResponse;

/** Reads of several secrets, page by page. */
record SecretReads(SecretsManagerClient client) {
  /** How many secrets the service tells at once. */
  private static final int BATCH = 20;

  private static final String NOT_FOUND = "ResourceNotFoundException";

  /** The names that begin with {@code start}, as far as the service lists them already. */
  List<String> names(String start) {
    Filter byName = Filter.builder().key(FilterNameStringType.NAME).values(start).build();
    List<String> names = new ArrayList<>();
    @Nullable String next = null;
    do {
      String page = next;
      ListSecretsResponse answer =
          client.listSecrets(list -> list.filters(byName).maxResults(100).nextToken(page));
      answer.secretList().stream()
          .map(secret -> secret.name())
          // The filter is the service's, and not as exact as a name.
          .filter(name -> name.startsWith(start))
          .forEach(names::add);
      next = answer.nextToken();
    } while (next != null);
    return names;
  }

  String text(String name) {
    return client.getSecretValue(get -> get.secretId(name)).secretString();
  }

  /** What the secrets of these names hold; one that was deleted meanwhile is left out. */
  Map<String, String> texts(Collection<String> names) {
    Map<String, String> texts = new HashMap<>();
    List<String> all = List.copyOf(names);
    for (int from = 0; from < all.size(); from += BATCH) {
      List<String> batch = all.subList(from, Math.min(all.size(), from + BATCH));
      @Nullable String next = null;
      do {
        String page = next;
        BatchGetSecretValueResponse answer =
            client.batchGetSecretValue(get -> get.secretIdList(batch).nextToken(page));
        answer.errors().forEach(SecretReads::requireNotFound);
        answer.secretValues().forEach(each -> texts.put(each.name(), each.secretString()));
        next = answer.nextToken();
      } while (next != null);
    }
    return texts;
  }

  private static void requireNotFound(APIErrorType error) {
    if (!NOT_FOUND.equals(error.errorCode())) {
      throw new KeyStoreException("secretsmanager: a secret cannot be read: " + error.errorCode());
    }
  }
}
