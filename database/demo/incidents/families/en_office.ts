import type { Family } from '#database/demo/incidents/define_family'

const COMPUTERS = ['workstation', 'laptop']

export const EN_OFFICE: Family[] = [
  {
    locale: 'en',
    service: 'WORKPLACE',
    category: 'hardware.computer',
    weight: 5,
    classes: COMPUTERS,
    team: 'infrastructure',
    firstLine: 0.6,
    impact: [3],
    urgency: [1, 2, 2],
    work: 'remote_support',
    cases: [
      {
        title: '{ci} restarts at the logo',
        text: 'My computer {ci} shows the vendor logo and restarts again. Room {room}.',
        ask: 'Does it also happen with the docking station unplugged?',
        answer: 'Without the dock it starts normally, thank you for the hint.',
        note: 'Dock firmware is two versions behind, known issue with this model.',
        fixes: [['fixed', 'Updated the firmware of the docking station, three clean restarts.']],
      },
      {
        title: '{ci} is very slow after sign-in',
        text: 'Since the update last night {ci} needs ten minutes after sign-in before anything opens.',
        ask: 'May we connect to your computer now for about 20 minutes?',
        answer: 'Yes, please go ahead.',
        note: 'Search index is rebuilt and a scan runs at the same time.',
        fixes: [
          [
            'fixed',
            'Removed a broken start-up program and moved the scan to noon, sign-in takes 20 seconds.',
          ],
        ],
      },
      {
        title: 'Blue screen on {ci}',
        text: 'Blue screen {count} times today on {ci}, always during video calls.',
        ask: 'Could you send a photo of the blue screen?',
        answer: 'Attached, it says VIDEO_TDR_FAILURE.',
        note: 'Graphics driver, roll back.',
        fixes: [
          ['fixed', 'Graphics driver replaced, an hour of video calls without a crash.'],
          ['workaround', 'A spare laptop was handed over until the warranty repair is finished.'],
        ],
      },
    ],
  },
  {
    locale: 'en',
    service: 'ACCESS',
    category: 'access.password',
    weight: 4,
    team: 'infrastructure',
    firstLine: 0.95,
    impact: [3],
    urgency: [1, 2],
    work: 'remote_support',
    cases: [
      {
        title: 'Account locked',
        text: 'I cannot sign in since {time}, it says my account is locked.',
        ask: 'Is there a phone or tablet with your old mail password?',
        answer: 'Yes, my private phone still had it.',
        note: 'Lockout comes from a phone with the old password.',
        fixes: [['fixed', 'Account unlocked, password on the phone updated, no further lockouts.']],
      },
      {
        title: 'Password expired while travelling',
        text: 'I am abroad, my password expired and the change page is not reachable.',
        ask: 'Please call the service desk, so that we know it is you.',
        answer: 'Just called, Marina has confirmed it.',
        note: 'Identity confirmed by phone.',
        fixes: [['fixed', 'Password reset, sign-in and VPN verified together with the user.']],
      },
      {
        title: 'Two-factor code is not accepted',
        text: 'The app shows a code but the portal refuses it, I tried {count} times.',
        ask: 'Is the time of your phone set automatically?',
        answer: 'No, it was three minutes off.',
        note: 'Phone clock was off, codes did not match.',
        fixes: [
          ['consultation', 'Time of the phone is set automatically now, codes are accepted.'],
        ],
      },
    ],
  },
  {
    locale: 'en',
    service: 'PRINT',
    category: 'printing',
    weight: 3,
    classes: ['mfp'],
    team: 'infrastructure',
    firstLine: 0.7,
    impact: [3, 2],
    urgency: [2, 3],
    work: 'remote_support',
    cases: [
      {
        title: '{ci} does not print',
        text: 'Jobs to {ci} stay in the queue, others in the office have the same problem.',
        ask: 'What does the display of the device say? A photo would help.',
        answer: 'It says "Service call 541", photo attached.',
        note: 'Fuser error. Local partner has the part in stock, next-day visit possible.',
        fixes: [
          [
            'third_party',
            'The manufacturer replaced the fuser unit on site, printing works again.',
          ],
        ],
      },
      {
        title: 'Scan to e-mail fails on {ci}',
        text: 'Scanning to e-mail ends with "Server not found" since {time}.',
        ask: 'Does scanning to a USB stick work?',
        answer: 'Yes, that works.',
        note: 'The mail provider switched off an old protocol version.',
        fixes: [
          ['fixed', 'Mail settings of the device moved to the current protocol, scans arrive.'],
        ],
      },
    ],
  },
  {
    locale: 'en',
    service: 'PRINT',
    category: 'printing',
    weight: 2,
    classes: ['printer'],
    team: 'infrastructure',
    firstLine: 0.5,
    impact: [2],
    urgency: [1, 2],
    work: 'remote_support',
    cases: [
      {
        title: 'Labels come out blank on {ci}',
        text: 'We need delivery labels for {count} pallets and {ci} prints empty labels.',
        ask: 'Did someone change the ribbon or the label roll today?',
        answer: 'Yes, the roll was changed at {time}.',
        note: 'Label size was reset, template does not fit.',
        fixes: [
          ['fixed', 'Label template restored and the printer calibrated, test labels are fine.'],
        ],
      },
    ],
  },
  {
    locale: 'en',
    service: 'MAIL',
    category: 'mail.delivery',
    weight: 4,
    classes: ['saas_subscription'],
    team: 'infrastructure',
    firstLine: 0.6,
    impact: [3, 3, 2],
    urgency: [2, 2, 3],
    work: 'configuration',
    cases: [
      {
        title: 'E-mails to a supplier bounce',
        text: 'Every message to our supplier comes back with a delivery report, order {doc}.',
        ask: 'Could you forward the complete delivery report as an attachment?',
        answer: 'Attached. The supplier says nothing arrived on their side.',
        note: 'SPF record misses the sending address of the newsletter tool.',
        fixes: [
          ['fixed', 'Corrected the SPF record of the domain, messages are delivered.'],
          ['third_party', 'The recipient had us on a block list and removed the entry.'],
        ],
      },
      {
        title: 'Shared mailbox is missing in Outlook',
        text: 'The shared mailbox "orders" disappeared from my Outlook this morning at {time}.',
        ask: 'Do your colleagues still see it?',
        answer: 'Yes, only mine is gone.',
        note: 'Permission lost when the group was cleaned up.',
        fixes: [
          [
            'fixed',
            'Permission on the shared mailbox restored, it appears after a restart of Outlook.',
          ],
        ],
      },
      {
        title: 'Calendar invitations arrive twice',
        text: 'Each invitation shows up twice in my calendar, colleagues see only one.',
        ask: 'Do you use the calendar on a phone or in another program too?',
        answer: 'Yes, on a tablet.',
        note: 'Tablet syncs the same calendar through a second account.',
        fixes: [
          [
            'consultation',
            'The second account on the tablet was removed, new invitations arrive once.',
          ],
        ],
      },
    ],
  },
]
