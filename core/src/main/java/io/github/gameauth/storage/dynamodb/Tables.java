// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.event.AuthListener;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What all stores of one engine share.
 *
 * @param main what stays: accounts, identities, personas, signing keys
 * @param passing what expires: refresh families, revocations, tickets, connections; may be the same
 *     table
 * @param feed how revocations are written
 */
record Tables(Table main, Table passing, RevocationItems feed) {
  DynamoDbClient client() {
    return main.client();
  }

  Calls calls() {
    return main.calls();
  }

  /** The same, telling {@code listener} of each call. */
  Tables telling(AuthListener listener) {
    Calls telling = calls().telling(listener);
    return new Tables(main.by(telling), passing.by(telling), feed);
  }

  Transaction transaction() {
    return new Transaction(client(), calls());
  }
}
