// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.testing.AccountStoreContract;

final class DynamoDbAccountsTest implements DynamoDbContracts, AccountStoreContract {}
