# 公开 Gongkai. `make serve` 启动服务，`make test` 跑测试。
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
WEB := gateway/web/dist/index.html
WEB_SOURCES := $(wildcard gateway/web/*.html gateway/web/*.js gateway/web/*.json gateway/web/src/* gateway/web/examples/*)

.PHONY: help install ocr web serve test check bench accuracy lock

help: ## 列出命令 list the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

install: $(INSTALLED) $(WEB) ## 安装到 .venv install into .venv and build the pages

$(INSTALLED): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11 ...")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

ocr: $(INSTALLED) ## 识别扫描件所需 what recognises scans and pictures (about 300 MB)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-ocr.lock

web: $(WEB) ## 构建网页 build the first page and the explorer

$(WEB): $(WEB_SOURCES) gateway/web/build.py | $(INSTALLED)
	$(BIN)/python -m gateway.web.build
	touch $@

serve: install ## 装好、取数、启动 fill the store and serve on 127.0.0.1:8000
	$(BIN)/gongkai serve

test: install ## 测试 run the tests
	$(BIN)/python -m pytest -n auto tests

check: install ## 静态检查 lint, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: install ## 基准 print benchmark figures
	for bench in tests/bench/bench_*.py; do $(BIN)/python $$bench || exit 1; done

accuracy: install ## 准确率 measure the readings against verified reports (FOLDERS="a b")
	$(BIN)/python tests/bench/accuracy.py $(FOLDERS)

lock: $(INSTALLED) ## 重新锁定依赖 pin the dependencies anew
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --extra postgres \
	  --no-emit-index-url --no-header --generate-hashes --upgrade pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra ocr --constraints requirements.lock \
	  --no-emit-index-url --no-header --generate-hashes --upgrade pyproject.toml -o requirements-ocr.lock
