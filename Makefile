# `make` lists the targets. Everything is built inside the checkout, under target/; only cargo's own downloads go where
# this machine's cargo keeps them.

SEED ?= 1
FUZZ_SECONDS ?= 60
LANGUAGES ?= rust python node kotlin swift

CARGO_HINT = Install Rust 1.88 or newer with rustup: https://rustup.rs
CC_HINT = It links Rust programs. On Debian: apt-get install build-essential; on macOS: xcode-select --install

# $(call need,tool,how to get it): an error that says what to do where a tool is missing.
need = @command -v $(1) >/dev/null 2>&1 || { echo "make $@: $(1) is not here. $(2)" >&2; exit 1; }
# $(call say,text): what is being done.
say = @printf '\n== %s\n' "$(1)"

.PHONY: help demo test check bench fuzz tables coverage mutants

help:
	@echo "make demo      A day at a shop that is paid through every provider, in Python. SEED=7 tells another day."
	@echo "make test      Every test and every conformance vector, and a closing table. LANGUAGES=rust: only these."
	@echo "               PAYSTATE_TEST_ALL=1: a language whose tools are missing is a failure."
	@echo "make check     Formatting, lints, docs, import rules, no_std, and whether what is generated is current."
	@echo "make bench     How fast it reads, verifies and judges."
	@echo "make fuzz      Throws odd bytes at the readers, FUZZ_SECONDS=60 for each target."
	@echo "make tables    Writes the generated parts of README.md and of every language's package anew."
	@echo "make coverage  Which lines of the core the tests and vectors run."
	@echo "make mutants   Changes the core line by line, to see that a test notices."

demo:
	$(call need,cargo,$(CARGO_HINT))
	$(call need,cc,$(CC_HINT))
	@tests/python/demo $(SEED)

# Every language has a folder in tests/ with the same scripts: `install` (what a bare Debian machine lacks, for CI),
# `check`, `run` and `bench`. `run` leaves its counts in target/, and the report adds them up.
test:
	$(call need,cargo,$(CARGO_HINT))
	$(call need,cc,$(CC_HINT))
	@mkdir -p target
	@rm -f target/tests-*.txt target/vectors-*.txt
	@for language in $(LANGUAGES); do printf '\n== %s\n' "$$language"; tests/$$language/run || true; done
	@LANGUAGES="$(LANGUAGES)" cargo run --locked --quiet --package paystate-vectors --bin report

check:
	$(call need,cargo,$(CARGO_HINT))
	$(call need,cc,$(CC_HINT))
	@set -e; for language in $(LANGUAGES); do printf '\n== %s\n' "$$language"; tests/$$language/check; done
	$(call say,generated files)
	@cargo run --locked --quiet --package paystate-vectors --bin tables -- --check
	@printf '\nAll checks passed.\n'

bench:
	$(call need,cargo,$(CARGO_HINT))
	$(call need,cc,$(CC_HINT))
	@set -e; for language in $(LANGUAGES); do \
	  if [ -x tests/$$language/bench ]; then printf '\n== %s\n' "$$language"; tests/$$language/bench; fi; \
	done

fuzz:
	@[ -d core/fuzz ] || { echo "make fuzz: there are no fuzz targets in core/fuzz" >&2; exit 1; }
	$(call need,rustup,$(CARGO_HINT))
	$(call need,cargo-fuzz,Get it with: cargo install --locked cargo-fuzz)
	@rustup toolchain list | grep -q '^nightly' || \
	  { echo "make fuzz: needs the nightly toolchain. Get it with: rustup toolchain install nightly" >&2; exit 1; }
	@cp Cargo.lock core/fuzz/Cargo.lock
	@cd core && for target in $$(cargo +nightly fuzz list); do \
	  printf '\n== %s, for %s s\n' "$$target" "$(FUZZ_SECONDS)"; \
	  cargo +nightly fuzz run "$$target" -- -max_total_time=$(FUZZ_SECONDS) || exit 1; \
	done

tables:
	$(call need,cargo,$(CARGO_HINT))
	@cargo run --locked --quiet --package paystate-vectors --bin tables

# cargo-llvm-cov takes the LLVM tools of rustup; where they are not installed, the newest ones of the system.
coverage:
	$(call need,cargo-llvm-cov,Get it with: cargo install --locked cargo-llvm-cov)
	@system=$$(ls -d /usr/lib/llvm-*/bin 2>/dev/null | sort -V | tail -n 1); \
	if ! ls "$$(rustc --print target-libdir)"/../bin/llvm-cov >/dev/null 2>&1 && [ -n "$$system" ]; then \
	  export LLVM_COV="$${LLVM_COV:-$$system/llvm-cov}" LLVM_PROFDATA="$${LLVM_PROFDATA:-$$system/llvm-profdata}"; \
	fi; \
	cargo llvm-cov --locked --workspace --tests --ignore-filename-regex '/(tests|examples|benches)/'

# Each mutant is built without optimization, and meets the tests that judge words, sums, windows and signatures.
mutants:
	$(call need,cargo-mutants,Get it with: cargo install --locked cargo-mutants)
	CARGO_PROFILE_DEV_DEBUG=0 cargo mutants --output target --timeout 120 --package paystate \
	  --test-package paystate,paystate-vectors $(foreach name,paystate paystate-vectors,\
	    --cargo-arg=--config --cargo-arg='profile.dev.package.$(name).opt-level=0') \
	  --file core/src/lifecycle.rs --file core/src/money.rs --file core/src/schedule.rs --file 'core/src/sign*' \
	  --file 'core/src/providers/*/sign.rs' --file 'core/src/providers/*/status.rs' \
	  -- --lib --test vectors --test plan --test surface
