FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation2 \
    && apt-get install -y --no-install-recommends postgresql-common ca-certificates \
    && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
    && apt-get install -y --no-install-recommends postgresql-client-17 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 1000 portal \
    && install -d -o portal -g portal /data /data/run /backups

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PORTAL_DATA_DIR=/data PORTAL_BIND=0.0.0.0:8000
WORKDIR /app
COPY requirements.lock .
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
# Nobody writes bytecode later: without it each start, and each child that reads a workbook, would compile it again.
RUN python -m compileall -q agencies budgets config plans reports

# The static files belong to the image, the data folder to a volume.
ENV PORTAL_STATIC_DIR=/app/static-collected
RUN PORTAL_DATA_DIR=/tmp/build python manage.py collectstatic --noinput && rm -rf /tmp/build

USER portal
EXPOSE 8000
CMD ["gunicorn", "-c", "config/gunicorn.py"]
