"""Schedule of Celery's beat: what the portal does by itself, and how often."""

from datetime import timedelta

from celery.schedules import crontab

SCHEDULE = {
    # Wake-up messages sent while no worker is there must not pile up.
    "sweep-jobs": {"task": "agencies.tasks.sweep_jobs", "schedule": timedelta(seconds=30), "options": {"expires": 30}},
    "clear-sessions": {"task": "agencies.tasks.clear_sessions", "schedule": timedelta(hours=6)},
    "clear-usage": {"task": "agencies.tasks.clear_usage", "schedule": timedelta(hours=1)},
    "clear-uploads": {"task": "plans.tasks.clear_old_uploads", "schedule": timedelta(days=1)},
    "clear-allocation-tables": {"task": "budgets.tasks.clear_old_uploads", "schedule": timedelta(days=1)},
    "index-words": {"task": "plans.tasks.index_words", "schedule": timedelta(minutes=2), "options": {"expires": 120}},
    "send-mail": {"task": "reports.tasks.send_mail", "schedule": timedelta(minutes=5), "options": {"expires": 300}},
    "clear-mail": {"task": "reports.tasks.clear_old_mail", "schedule": timedelta(days=1)},
    "clear-papers": {"task": "reports.tasks.clear_old_papers", "schedule": timedelta(days=1)},
    "link-history": {"task": "agencies.tasks.link_history", "schedule": timedelta(hours=1)},
    "code-history": {"task": "agencies.tasks.code_history", "schedule": crontab(hour=0, minute=5)},
    "clear-drafts": {"task": "agencies.tasks.clear_old_drafts", "schedule": timedelta(days=1)},
}
DAILY_BACKUP = {  # looks whether the day's backup is due; only where there is a folder for it
    "daily-backup": {
        "task": "config.tasks.daily_backup",
        "schedule": timedelta(minutes=10),
        "options": {"expires": 600},
    }
}
