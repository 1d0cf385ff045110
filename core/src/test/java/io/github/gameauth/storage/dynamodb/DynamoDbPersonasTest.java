// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.dynamodb;

import io.github.gameauth.testing.PersonaStoreContract;

final class DynamoDbPersonasTest implements DynamoDbContracts, PersonaStoreContract {}
