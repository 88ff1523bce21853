"""What work pays and how much of it there will be, by occupation and area."""

from django.db import models


class OccupationWage(models.Model):
    """Employment and wage percentiles of an occupation in an area (OEWS).

    `soc` is a SOC 2018 code of six digits; several O*NET occupations may share it. Dollars an hour
    and dollars a year. A figure that the survey does not publish is null, and so is one that it
    only says to be above its highest; hourly wages are null where only annual ones are published.
    """

    soc = models.CharField(max_length=7)
    area_code = models.CharField(max_length=7)
    area = models.CharField(max_length=120)
    period = models.CharField(max_length=20, help_text="the survey's month, such as 2025-05")
    employment = models.PositiveIntegerField(null=True, blank=True)
    mean_hourly = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    mean_annual = models.PositiveIntegerField(null=True, blank=True)
    p10_hourly = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    p25_hourly = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    median_hourly = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    p75_hourly = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    p90_hourly = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    p10_annual = models.PositiveIntegerField(null=True, blank=True)
    p25_annual = models.PositiveIntegerField(null=True, blank=True)
    median_annual = models.PositiveIntegerField(null=True, blank=True)
    p75_annual = models.PositiveIntegerField(null=True, blank=True)
    p90_annual = models.PositiveIntegerField(null=True, blank=True)
    jobs_per_1000 = models.FloatField(null=True, blank=True)
    location_quotient = models.FloatField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["soc", "area_code"], name="occupation_wage_once")
        ]

    def __str__(self) -> str:
        return f"{self.soc} in {self.area}"


class OccupationProjection(models.Model):
    """Employment of an occupation now and in ten years, in thousands (BLS, national)."""

    soc = models.CharField(max_length=7, unique=True)
    base_year = models.PositiveSmallIntegerField()
    projected_year = models.PositiveSmallIntegerField()
    employment_base = models.FloatField(help_text="thousands of jobs")
    employment_projected = models.FloatField(help_text="thousands of jobs")
    change_percent = models.FloatField(null=True, blank=True)
    openings_yearly = models.FloatField(null=True, blank=True, help_text="thousands a year")
    typical_education = models.CharField(max_length=80, blank=True)
    work_experience = models.CharField(max_length=80, blank=True)
    training_on_the_job = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"{self.soc}, {self.base_year} to {self.projected_year}"
