import Organisation from '#directory/models/organisation'
import Person from '#directory/models/person'
import Team from '#directory/models/team'
import User from '#directory/models/user'
import type { Principal } from '#directory/queries/principal'
import db from '@adonisjs/lucid/services/db'

/** A person one may see, with everything their page shows; the manager only if that one is seen too. */
export async function findPerson(principal: Principal, id: number): Promise<Person> {
  return Person.visibleTo(principal)
    .where('people.id', id)
    .preload('organisation')
    .preload('site')
    .preload('department')
    .preload('manager', (manager) => void Person.narrow(manager, principal))
    .preload('phones')
    .preload('skills', (skills) => void skills.preload('skill'))
    .firstOrFail()
}

/** The people one may see whose manager this is. */
export function reportsOf(principal: Principal, managerId: number): Promise<Person[]> {
  return Person.visibleTo(principal)
    .where('people.manager_id', managerId)
    .where('people.is_active', true)
    .orderBy('people.display_name')
}

/** A person one may see or work with in a team, with what their zone follows from. */
export async function findAbsentee(principal: Principal, id: number): Promise<Person> {
  const own = db.from('team_members').where('person_id', principal.personId).select('team_id')
  const mates = db.from('team_members').whereIn('team_id', own).select('person_id')
  return Person.query()
    .where((inner) => {
      void inner.whereIn('people.id', Person.visibleTo(principal).select('people.id'))
      void inner.orWhereIn('people.id', mates).orWhere('people.id', principal.personId)
    })
    .where('people.id', id)
    .preload('organisation')
    .preload('site')
    .firstOrFail()
}

/** The teams of a person that one may see. */
export async function teamsOf(principal: Principal, personId: number): Promise<Team[]> {
  return Team.visibleTo(principal)
    .whereHas('members', (members) => void members.where('people.id', personId))
    .orderBy('name')
}

/** Organisations that limit a role are left out where the viewer may not know them. */
export async function accountOf(personId: number, viewer?: Principal): Promise<User | null> {
  return User.query()
    .where('personId', personId)
    .preload('roleAssignments', (assignments) => {
      void assignments.preload('role').orderBy('id')
      void assignments.preload('organisation', (limit) => {
        if (viewer) void limit.whereIn('id', Organisation.visibleTo(viewer).select('id'))
      })
    })
    .first()
}
