// SPDX-License-Identifier: Apache-2.0
/**
 * Stores that live and die with the process, for tests and for single servers. Each does what its
 * interface promises, for the threads of one process.
 */
@NullMarked
package io.github.gameauth.storage.memory;

import org.jspecify.annotations.NullMarked;
