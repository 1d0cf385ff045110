// SPDX-License-Identifier: Apache-2.0
/**
 * All stores in DynamoDB, for a user who brings the AWS SDK and a client. Open {@link
 * io.github.gameauth.storage.dynamodb.DynamoDbStores} first, then {@code Key} for what lies where,
 * and {@code Links} for how a step is made.
 */
@NullMarked
package io.github.gameauth.storage.dynamodb;

import org.jspecify.annotations.NullMarked;
