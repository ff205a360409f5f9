"""The columns of Acuity's export of appointments."""

HEADER = (
    "Start Time", "End Time", "Timezone", "First Name", "Last Name", "Phone", "Email", "Type",
    "Calendar", "Appointment Price", "Paid?", "Amount Paid Online", "Certificate Code", "Notes",
    "Date Scheduled", "Label", "Scheduled By", "Date Rescheduled", "Appointment ID",
)  # fmt: skip
