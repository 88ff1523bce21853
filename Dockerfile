# Styles, scripts and icons.
FROM node:22-bookworm-slim AS assets
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY assets assets
RUN npm run build

# Python packages, each checked against its hash.
FROM python:3.11-slim-bookworm AS packages
WORKDIR /build
RUN python -m venv /opt/venv
COPY requirements-production.lock .
RUN /opt/venv/bin/pip install --no-cache-dir --require-hashes -r requirements-production.lock

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=portal.settings.prod \
    STATIC_ROOT=/app/staticfiles \
    RESUME_ROOT=/var/lib/portal/resumes \
    NUMBA_CACHE_DIR=/var/cache/numba \
    WEB_CONCURRENCY=2
WORKDIR /app
RUN useradd --system --uid 10001 --no-create-home --home-dir /nonexistent portal \
    && install -d -o 10001 -m 700 /var/lib/portal/resumes /var/cache/numba
COPY --from=packages /opt/venv /opt/venv
COPY . .
COPY --from=assets /build/static/dist static/dist
# The build reads no data and signs nothing; settings only ask that the names be there.
RUN export SECRET_KEY=build ALLOWED_HOSTS=build \
        DATABASE_URL=postgres://build/build REDIS_URL=redis://build \
    && python manage.py messages compile \
    && python manage.py collectstatic --noinput --verbosity 0 \
    && python -m compileall -q accounts employers jobseekers matching portal skills
USER 10001
EXPOSE 8000
CMD ["gunicorn", "portal.wsgi:application", "--bind", "0.0.0.0:8000", \
     "--worker-class", "gthread", "--threads", "4", "--worker-tmp-dir", "/dev/shm", \
     "--no-control-socket", "--access-logfile", "-"]
